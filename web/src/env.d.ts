/** What the build provides. */
declare module 'lucide:*' {
  const shapes: [tag: string, attributes: Record<string, string>][]
  export default shapes
}
