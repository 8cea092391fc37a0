// The emoji that status cards and people here use, by Slack's short names.
const table = {
  white_check_mark: '✅', heavy_check_mark: '✔️', ballot_box_with_check: '☑️', x: '❌', negative_squared_cross_mark: '❎',
  hourglass_flowing_sand: '⏳', hourglass: '⌛', stopwatch: '⏱️', clock1: '🕐', alarm_clock: '⏰', calendar: '📆', date: '📅',
  large_blue_circle: '🔵', blue_circle: '🔵', large_green_circle: '🟢', large_yellow_circle: '🟡', large_orange_circle: '🟠',
  large_purple_circle: '🟣', red_circle: '🔴', white_circle: '⚪', black_circle: '⚫', large_blue_square: '🟦',
  large_green_square: '🟩', large_red_square: '🟥', white_large_square: '⬜', black_large_square: '⬛',
  no_entry: '⛔', no_entry_sign: '🚫', octagonal_sign: '🛑', rewind: '⏪', fast_forward: '⏩',
  leftwards_arrow_with_hook: '↩️', arrow_right_hook: '↪️', arrow_right: '➡️', arrow_left: '⬅️', arrow_up: '⬆️', arrow_down: '⬇️',
  arrows_counterclockwise: '🔄', repeat: '🔁', arrow_forward: '▶️', black_right_pointing_double_triangle_with_vertical_bar: '⏭️',
  double_vertical_bar: '⏸️', black_square_for_stop: '⏹️',
  warning: '⚠️', question: '❓', grey_question: '❔', exclamation: '❗', heavy_exclamation_mark: '❗', information_source: 'ℹ️',
  rocket: '🚀', lock: '🔒', unlock: '🔓', key: '🔑', closed_lock_with_key: '🔐', shield: '🛡️', snowflake: '❄️', fire: '🔥',
  package: '📦', gear: '⚙️', hammer: '🔨', wrench: '🔧', hammer_and_wrench: '🛠️', mag: '🔍', test_tube: '🧪', bug: '🐛',
  zap: '⚡', bell: '🔔', no_bell: '🔕', loudspeaker: '📢', mega: '📣', memo: '📝', clipboard: '📋', scroll: '📜', link: '🔗', pushpin: '📌',
  chart_with_upwards_trend: '📈', chart_with_downwards_trend: '📉', bar_chart: '📊', construction: '🚧', traffic_light: '🚦',
  vertical_traffic_light: '🚦', checkered_flag: '🏁', triangular_flag_on_post: '🚩', label: '🏷️', herb: '🌿', bust_in_silhouette: '👤',
  busts_in_silhouette: '👥', eyes: '👀', thumbsup: '👍', '+1': '👍', thumbsdown: '👎', '-1': '👎', wave: '👋', tada: '🎉', pray: '🙏',
  raised_hand: '✋', hand: '✋', point_right: '👉', point_up: '☝️', bulb: '💡', robot_face: '🤖', skull: '💀', heart: '❤️', smile: '😄',
  slightly_smiling_face: '🙂', thinking_face: '🤔', white_small_square: '▫️', black_small_square: '▪️', small_blue_diamond: '🔹',
  ghost: '👻', boom: '💥', ambulance: '🚑', rotating_light: '🚨', sos: '🆘', new: '🆕', ok: '🆗', zzz: '💤', canary: '🐤', bird: '🐦',
};

export const emoji = name => (Object.hasOwn(table, name) ? table[name] : null);

const names = new Map(Object.entries(table).map(([name, sign]) => [sign, name]).reverse());

/** Finds short names between colons, and the signs themselves. */
export const signs = new RegExp(`:([a-z0-9_+-]+):|(${[...names.keys()].sort((a, b) => b.length - a.length).join('|')})`, 'gu');

export const nameOf = sign => names.get(sign);
