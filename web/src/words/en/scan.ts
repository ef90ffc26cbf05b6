export const scan = {
  title: 'Scan',
}
