export const outbox = {
  title: 'Waiting to send',
}
