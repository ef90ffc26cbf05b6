import qrCode from 'lucide:qr-code'
import scanLine from 'lucide:scan-line'
import { Icon } from '../../ui/icon.tsx'
import { link } from '../../ui/router.ts'
import * as words from '../../words/index.ts'

/** Show | Scan: one tab, two sides. */
export function Modes({ scanning }: { scanning: boolean }) {
  return (
    <nav class="seg modes" aria-label={words.card.modes}>
      <a href={link('card')} aria-current={scanning ? undefined : 'page'}><Icon of={qrCode} size="s" />{scanning ? words.scan.show : words.card.show}</a>
      <a href={link('scan')} aria-current={scanning ? 'page' : undefined}><Icon of={scanLine} size="s" />{words.scan.title}</a>
    </nav>
  )
}
