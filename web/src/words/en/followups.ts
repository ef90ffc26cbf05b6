export const followups = {
  title: 'Follow up',
}
