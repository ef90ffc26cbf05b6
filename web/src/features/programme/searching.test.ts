import { describe, expect, test } from 'vitest'
import { folded, indexWords, queryWords } from './folding.ts'
import { prepare, type ProgrammeIndex, type Session } from './programme.ts'
import { Search } from './searching.ts'
import { slipsBetween } from './text-index.ts'

const at = (hour: number): string => `2026-06-09T${String(hour).padStart(2, '0')}:00+02:00`
const session = (id: string, title: string, more: Partial<Session> = {}): Session =>
  ({ id, title, kind: 'talk', start: at(9), end: at(10), ...more })

const INDEX: ProgrammeIndex = {
  version: 1,
  event: { slug: 'expo26', name: 'Expo', timezone: 'Europe/Berlin', starts_on: '2026-06-09', ends_on: '2026-06-09' },
  rooms: [{ id: 'r1', name: 'Aula' }, { id: 'r2', name: 'Lindgren Room' }],
  tracks: [{ id: 't1', name: 'Cardiology' }],
  people: [
    { id: 'p1', name: 'Åsa Öberg', institution: 'Fernhill Hospital' }, { id: 'p2', name: 'Bo Sampleson' },
    { id: 'p3', name: 'Мария Примерова' }, { id: 'p4', name: 'محمد المثالي', institution: 'مستشفى الاختبار' },
    { id: 'p5', name: '試験花子', institution: '東京架空大学' }, { id: 'p6', name: 'Σοφία Παραδειγματίδης' },
    { id: 'p7', name: "Nora O'Testly-Moss" },
  ],
  sessions: [
    session('s1', 'Handover without holes', { rooms: ['r1'], people: ['p1'], track: 't1' }),
    session('s2', 'Reading an ECG aloud', { rooms: ['r2'], people: ['p2', 'p1'] }),
    session('s3', 'Discharge lists', { kind: 'poster', board: 'P-114', people: ['p7'] }),
    session('s4', 'Ёлка и другие риски', { people: ['p3'] }),
    session('s5', 'מבוא לקרדיולוגיה', { subtitle: 'שָׁלוֹם' }),
    session('s6', 'مقدمة في المؤتمر', { people: ['p4'] }),
    session('s7', '救急医療における申し送りの改善', { people: ['p5'] }),
    session('s8', '국제학술대회 소개'),
    session('s9', 'การดูแลผู้ป่วยฉุกเฉิน'),
    session('s10', 'Καρδιολογία σήμερα', { people: ['p6'] }),
    session('s11', 'COVID-19 on the ward, ﬁve years on'),
  ],
}

const ABSTRACTS: Record<string, string> = {
  s2: 'We listened to forty residents for half a year, night after night, on three wards of a small house by the sea. Readmissions after discharge fell by a third once ferritin was measured early, which nobody had expected at all when the study began in spring, and less so by those who paid for it.',
  s7: '本研究では、夜間当直における看護記録の標準化について検討した。',
}

const search = new Search(prepare(INDEX))
search.readAbstracts((id) => ABSTRACTS[id] ?? '')
const found = (typed: string): string[] => search.find(typed).sessions.map(({ id }) => id)

describe('what is typed finds', () => {
  test.each([
    ['a title', 'handover', ['s1']],
    ['the beginning of a word', 'hando', ['s1']],
    ['a word with a letter too few', 'handovr', ['s1']],
    ['a word with a letter too many', 'handoover', ['s1']],
    ['a word with another letter', 'hendover', ['s1']],
    ['a word with two letters swapped', 'hnadover', ['s1']],
    ['a long word with two slips', 'cardyologgy', ['s1']],
    ['a word being typed, with a slip already', 'discahr', ['s3']],
    ['a name without its accents', 'asa oberg', ['s1', 's2']],
    ['a name with them', 'Öberg', ['s1', 's2']],
    ['a name with a slip', 'sampelson', ['s2']],
    ['a name that a sign divides', 'otestly', ['s3']],
    ['a name with its sign', 'O’Testly', ['s3']],
    ['an institution', 'fernhill', ['s1', 's2']],
    ['a room', 'lindgren', ['s2']],
    ['a track', 'cardiology', ['s1']],
    ['a board as printed', 'P-114', ['s3']],
    ['a board as typed', 'p114', ['s3']],
    ['a board by its number', '114', ['s3']],
    ['a word of the abstract', 'ferritin', ['s2']],
    ['a word of the abstract with a slip', 'feritin', ['s2']],
    ['words of title and abstract together', 'ecg readmissions', ['s2']],
    ['a word with a number in it', 'covid 19', ['s11']],
    ['letters that print as one', 'five', ['s11']],
    ['Cyrillic without its dots', 'елка', ['s4']],
    ['a Russian name', 'примерова', ['s4']],
    ['Greek without accents, with the other sigma', 'παραδειγματιδησ', ['s10']],
    ['Greek in capitals', 'ΚΑΡΔΙΟΛΟΓΙΑ', ['s10']],
    ['Hebrew without points', 'שלום', ['s5']],
    ['Arabic without its article', 'مؤتمر', ['s6']],
    ['Arabic with another alef and ya', 'الإختبار', ['s6']],
    ['Chinese signs in the middle', '医療', ['s7']],
    ['one sign', '療', ['s7']],
    ['Japanese of the abstract', '標準化', ['s7']],
    ['hiragana for what is written so', 'おける', ['s7']],
    ['Korean in the middle of a word', '학술', ['s8']],
    ['Thai in the middle', 'ผู้ป่วย', ['s9']],
    ['nothing, where one word is nowhere', 'ecg unicorn', []],
    ['nothing, for signs alone', ' -- ', []],
  ])('%s', (_what, typed, expected) => {
    expect(found(typed)).toEqual(expected)
  })

  test('the better place first: a title before an abstract', () => {
    expect(found('discharge')).toEqual(['s3', 's2'])
  })

  test('what lists show before the abstracts are read', () => {
    const early = new Search(prepare(INDEX))
    expect(early.find('handovr').sessions.map(({ id }) => id)).toEqual(['s1'])
    expect(early.find('ferritin').sessions).toEqual([])
  })
})

describe('why', () => {
  const whyOf = (typed: string) => search.find(typed).sessions[0]?.why

  test('a title needs no reason', () => {
    expect(whyOf('handover')).toBeUndefined()
  })

  test('a speaker is named, with the word as it is written', () => {
    expect(whyOf('sampelson')).toEqual({ field: 'person', before: 'Bo ', mark: 'Sampleson', after: '' })
    expect(whyOf('fernhil')).toEqual({ field: 'institution', before: '', mark: 'Fernhill', after: ' Hospital' })
  })

  test('an abstract gives the words around', () => {
    const why = whyOf('ferritin')
    expect(why?.field).toBe('abstract')
    expect([why?.before, why?.mark]).toEqual(['…after discharge fell by a third once ', 'ferritin'])
    expect(why?.after).toMatch(/^ was measured early, which .*…$/)
    expect(why?.after.length).toBeLessThan(100)
  })

  test('in a script without blanks, the signs themselves are marked', () => {
    expect(whyOf('標準')).toEqual({ field: 'abstract', before: '本研究では、夜間当直における看護記録の', mark: '標準', after: '化について検討した。' })
  })
})

describe('people', () => {
  test('lead to their sessions, found with a slip too', () => {
    expect(search.find('asa obreg').people).toEqual([{ id: 'p1', sessions: 2 }])
    expect(search.find('花子').people).toEqual([{ id: 'p5', sessions: 1 }])
  })

  test('are not found by their institution alone, but with it', () => {
    expect(search.find('fernhill').people).toEqual([])
    expect(search.find('oberg fernhill').people).toEqual([{ id: 'p1', sessions: 2 }])
  })
})

describe('folding', () => {
  test.each([
    ['Åsa Ørsted Œuvre Straße Łódź', 'asa orsted oeuvre strasse lodz'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['ＡＢＣ ｶﾞｲﾄﾞ ガイド', 'abc がいど がいど'],
    ['٢٠٢٦ ۲۰۲۶ २०२६', '2026 2026 2026'],
    ['Ёжик Їжак', 'ежик іжак'],
  ])('%s', (text, expected) => {
    expect(folded(text)).toBe(expected)
  })

  test('keeps vowel signs where they are letters', () => {
    expect(folded('हिन्दी')).toBe('हिन्दी')
  })

  test('divides what is searched and what is typed', () => {
    expect(indexWords('P-114')).toEqual(['p114', 'p', '114'])
    expect(queryWords('P-114')).toEqual(['p114'])
    expect(indexWords('東京大')).toEqual(['東京', '京大', '大'])
    expect(queryWords('東京大')).toEqual(['東京', '京大'])
    expect(queryWords('京')).toEqual(['京'])
  })
})

test.each([
  ['handover', 'handover', 0], ['handovr', 'handover', 1], ['hnadover', 'handover', 1], ['hxndovxr', 'handover', 2], ['unicorn', 'handover', 3],
])('from %s to %s are %i slips', (word, term, slips) => {
  expect(slipsBetween(word, term, 2, false)).toBe(slips)
})
