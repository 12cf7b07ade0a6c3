import { createHash } from 'node:crypto';

/** The page's style sheet: system fonts, light and dark, readable without any of it. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--panel:#f6f8fa;--accent:#0550ae;--warn:#7d4e00}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--line:#3d444d;--paper:#0d1117;--panel:#161b22;--accent:#79c0ff;--warn:#e3b341}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.4rem}h2{font-size:1.2rem;margin:2.5rem 0 .25rem}h3{font-size:1rem;margin:1.5rem 0 .5rem}
a{color:var(--accent)}p,dl{margin:.25rem 0 .75rem}.soft{color:var(--soft)}.warn{color:var(--warn)}
code,pre{font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}th{font-weight:600}
td.call{display:flex;gap:.5rem;align-items:flex-start;min-width:24rem}
td.call code{flex:1;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);padding:.25rem .5rem;border-radius:.25rem}
button{font:inherit;font-size:.8rem;padding:.2rem .6rem;border:1px solid var(--line);border-radius:.25rem;background:var(--panel);color:var(--ink);cursor:pointer}
button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.method{font-weight:700}
`;

/** Copy buttons; they appear only where scripts run and the clipboard is there. */
export const SCRIPT = `
if (navigator.clipboard) for (const cell of document.querySelectorAll('td.call')) {
  const code = cell.querySelector('code');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy the command for ' + cell.dataset.route);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
  cell.append(button);
}
`;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Lets the page run its own style and script and nothing else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hash(STYLE)}`,
  `script-src ${hash(SCRIPT)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
