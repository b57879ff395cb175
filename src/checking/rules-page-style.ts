/** The style of the manual's page: readable on screen and paper, in light and dark; system fonts only. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8886; --shade: #8881; --accent: light-dark(#0b57a4, #8ec5ff); }
body { margin: 0; font: 1rem/1.7 system-ui, "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", Meiryo, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.3; }
h2 { font-size: 1.375rem; margin-top: 3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.125rem; margin-top: 2.5rem; scroll-margin-top: 1rem; }
h3:target { background: var(--shade); outline: 2px solid var(--accent); outline-offset: 4px; }
a { color: var(--accent); }
code, pre { font-family: ui-monospace, "SFMono-Regular", Consolas, "Noto Sans Mono CJK JP", monospace; }
code { font-size: 0.9em; background: var(--shade); padding: 0.1em 0.3em; border-radius: 3px; }
pre { background: var(--shade); padding: 0.75rem 1rem; border-radius: 6px; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; }
summary { cursor: pointer; font-weight: 600; }
details { margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.5; margin: 0.75rem 0; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: start; vertical-align: top; }
th { background: var(--shade); }
td:nth-child(2) { white-space: nowrap; }
@media print {
  main { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  pre, tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
