// Slack's message markup, drawn with elements.
import { el } from './dom.js';
import { emoji, nameOf, signs } from './emoji.js';
import { icon } from './icons.js';

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
export const unescape = text => text.replace(/&(?:amp|lt|gt);/g, found => entities[found]);

const styles = { '*': 'strong', _: 'em', '~': 'del' };
const word = /[\p{L}\p{N}]/u;

/** Plain text: emoji and entities only. */
export function plain(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(signs)) {
    const name = match[1] ?? nameOf(match[2]);
    const sign = icon(name) ?? emoji(name);
    if (!sign) continue;
    parts.push(unescape(text.slice(from, match.index)), el('span.emoji', { role: 'img', 'aria-label': name.replaceAll('_', ' ') }, sign));
    from = match.index + match[0].length;
  }
  parts.push(unescape(text.slice(from)));
  return parts.filter(part => part !== '');
}

/** Whole mrkdwn text, with code blocks and quotes. `names` finds people, channels and groups. */
export function mrkdwn(text, names) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/```\n?([\s\S]*?)\n?```/g)) {
    parts.push(...lines(text.slice(from, match.index).replace(/\n$/, ''), names));
    parts.push(el('pre', { dir: 'auto', tabindex: '0' }, el('code', {}, code(match[1], names))));
    from = match.index + match[0].length;
  }
  parts.push(...lines(from ? text.slice(from).replace(/^\n/, '') : text, names));
  return parts;
}

function lines(text, names) {
  if (text === '') return [];
  const parts = [];
  let quoted = [], said = [];
  const flush = () => {
    if (quoted.length) parts.push(el('blockquote', { dir: 'auto' }, inline(quoted.join('\n'), names)));
    if (said.length) parts.push(el('p', { dir: 'auto' }, inline(said.join('\n'), names)));
    quoted = [];
    said = [];
  };
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if ((quote && said.length) || (!quote && quoted.length)) flush();
    if (quote) quoted.push(quote[1]);
    else said.push(line);
  }
  flush();
  return parts;
}

function inline(text, names) {
  const parts = [];
  let said = '';
  const flush = () => {
    if (said) parts.push(...plain(said));
    said = '';
  };
  for (let at = 0; at < text.length;) {
    const found = special(text, at, names);
    if (found) {
      flush();
      parts.push(found.node);
      at += found.length;
    } else {
      said += text[at++];
    }
  }
  flush();
  return parts;
}

function special(text, at, names) {
  const rest = text.slice(at);
  let match;
  switch (text[at]) {
    case '`':
      match = /^`([^`\n]+)`/.exec(rest);
      return match && { node: el('code', { dir: 'auto' }, code(match[1], names)), length: match[0].length };
    case '<':
      match = /^<([^<>\n]+)>/.exec(rest);
      return match && { node: reference(match[1], names), length: match[0].length };
    case '*':
    case '_':
    case '~':
      return styled(text, at, rest, names);
    default:
      return null;
  }
}

function styled(text, at, rest, names) {
  const sign = text[at];
  if (at > 0 && word.test(text[at - 1])) return null;
  const quoted = sign === '*' ? '\\*' : sign;
  const match = new RegExp(`^${quoted}(?![\\s${quoted}])([^\\n]*?[^\\s${quoted}])${quoted}(?![\\p{L}\\p{N}${quoted}])`, 'u').exec(rest)
  return match && { node: el(styles[sign], {}, inline(match[1], names)), length: match[0].length };
}

// Inside code only references are live; signs and emoji are not.
function code(text, names) {
  return text.split(/(<[^<>\n]+>)/).map(part => (/^<[^<>\n]+>$/.test(part) ? reference(part.slice(1, -1), names) : unescape(part)));
}

function reference(inside, names) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : inside.slice(bar + 1);
  const kind = target[0];
  if (kind === '@') return mention('@' + (names.person(target.slice(1)) ?? label ?? target.slice(1)), names.isMe(target.slice(1)));
  if (kind === '#') return mention('#' + (names.channel(target.slice(1)) ?? label ?? target.slice(1)));
  if (kind === '!') return command(target.slice(1), label, names);
  if (/^(https?:\/\/|mailto:)/i.test(target)) {
    const shown = label ? plain(label) : unescape(target).replace(/^mailto:/i, '');
    return el('a', { href: unescape(target), target: '_blank', rel: 'noopener noreferrer' }, shown);
  }
  return document.createTextNode(`<${unescape(inside)}>`);
}

function command(name, label, names) {
  if (['channel', 'here', 'everyone'].includes(name)) return mention('@' + name, true);
  if (name.startsWith('subteam^')) return mention('@' + (names.group(name.slice(8)) ?? label ?? 'group').replace(/^@/, ''));
  if (name.startsWith('date^')) return date(name.split('^'), label);
  return document.createTextNode(`<${label ?? name}>`);
}

const mention = (text, isLoud = false) => el(isLoud ? 'span.mention.loud' : 'span.mention', { dir: 'auto' }, text);

function date([, seconds, format = '{date} at {time}', href], fallback) {
  const when = new Date(Number(seconds) * 1000);
  if (Number.isNaN(when.getTime())) return document.createTextNode(fallback ?? '');
  const shown = format.replace(/\{(\w+)\}/g, (whole, token) => dateToken(when, token) ?? whole);
  const time = el('time', { datetime: when.toISOString(), title: when.toLocaleString() }, shown);
  return href && /^https?:\/\//i.test(href) ? el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, time) : time;
}

function dateToken(when, token) {
  const show = options => new Intl.DateTimeFormat('en', options).format(when);
  const days = Math.round((new Date(when).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  const near = { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
  switch (token) {
    case 'date_num': return `${when.getFullYear()}-${String(when.getMonth() + 1).padStart(2, '0')}-${String(when.getDate()).padStart(2, '0')}`;
    case 'date': return show({ dateStyle: 'long' });
    case 'date_short': return show({ dateStyle: 'medium' });
    case 'date_long': return show({ dateStyle: 'full' });
    case 'date_pretty': return near ?? show({ dateStyle: 'long' });
    case 'date_short_pretty': return near ?? show({ dateStyle: 'medium' });
    case 'date_long_pretty': return near ?? show({ dateStyle: 'full' });
    case 'time': return show({ hour: 'numeric', minute: '2-digit', hour12: false });
    case 'time_secs': return show({ hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: false });
    case 'ago': return near ?? show({ dateStyle: 'medium' });
    default: return null;
  }
}
