export const accounts = {
  title: 'Sign in',
}
