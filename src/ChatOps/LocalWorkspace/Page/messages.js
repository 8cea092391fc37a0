// One message, drawn.
import { el } from './dom.js';
import { mrkdwn } from './mrkdwn.js';
import { drawBlocks } from './blocks.js';
import { icon } from './icons.js';

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
export const timeOf = ts => new Date(Number(ts) * 1000);

export function avatar(person, size = '') {
  if (person?.name === 'chatops') return el(`span.avatar.bot${size}`, { 'aria-hidden': 'true' }, icon('rocket'));
  const initials = (person?.real_name ?? '?').split(' ').map(part => part[0].toUpperCase()).slice(0, 2).join('');
  return el(`span.avatar.${person?.name ?? 'nobody'}${size}`, { 'aria-hidden': 'true' }, initials);
}

export function dayDivider(ts) {
  const day = timeOf(ts);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  const words = { 0: 'Today', 1: 'Yesterday' }[days]
    ?? new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' }).format(day);
  return el('li.day', { role: 'separator' }, el('span', {}, words));
}

/** `view` says how: { names, person, follows, inThread, act, busy, warning, openThread } */
export function drawMessage(message, view) {
  const person = view.person(message.user);
  const when = timeOf(message.ts);
  const isEphemeral = message.is_ephemeral;
  const follows = view.follows && !isEphemeral;
  const context = {
    names: view.names,
    act: (block, part, option) => view.act(message, block, part, option),
    busy: (block, part) => view.busy(message, block, part),
  };
  const name = person?.real_name ?? message.user;

  return el(`li.message${follows ? '.follows' : ''}${isEphemeral ? '.ephemeral' : ''}`, { 'data-ts': message.ts, 'aria-label': name },
    isEphemeral && el('p.only-you', {}, icon('eyes'), ' Only visible to you'),
    el('div.gutter', {}, follows ? el('time.side-time', {}, clock.format(when)) : avatar(person)),
    el('div.body', {},
      !follows && el('div.who', {},
        el('strong.name', { dir: 'auto' }, name),
        person?.is_bot && el('span.badge', {}, 'APP'),
        person?.is_stranger && el('span.badge.away', {}, 'Another company'),
        el('time.time', { datetime: when.toISOString(), title: when.toLocaleString() }, clock.format(when))),
      drawContent(message, context),
      view.warning(message) && el('p.warning', { role: 'alert' }, '⚠ ', view.warning(message)),
      !view.inThread && drawReplies(message, view)),
    !view.inThread && !isEphemeral && el('div.tools', {},
      el('button.tool', { type: 'button', 'aria-label': `Reply in thread to ${name}`, 'data-key': 'reply', onclick: () => view.openThread(message.ts) }, icon('speech_balloon'), ' Reply')));
}

function drawContent(message, context) {
  if (message.subtype === 'tombstone') return el('p.text.gone', {}, message.text);
  const content = el('div.content', {}, message.blocks
    ? drawBlocks(message.blocks, context)
    : el('div.text', { dir: 'auto' }, mrkdwn(message.text, context.names)));
  if (message.edited) {
    const paragraph = message.blocks ? null : content.querySelector('.text > p:last-child');
    (paragraph ?? content).append(el('span.edited', { title: timeOf(message.edited.ts).toLocaleString() }, ' (edited)'));
  }
  return content;
}

function drawReplies(message, view) {
  if (!message.reply_count) return null;
  const people = message.reply_users.slice(0, 4).map(id => avatar(view.person(id), '.tiny'));
  return el('button.replies', { type: 'button', 'data-key': 'replies', onclick: () => view.openThread(message.ts) },
    el('span.reply-people', {}, people),
    el('strong', {}, message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`),
    el('span.last-reply', {}, `Last reply at ${clock.format(timeOf(message.latest_reply))}`));
}
