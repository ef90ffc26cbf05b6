export const card = {
  title: 'My card',
}
