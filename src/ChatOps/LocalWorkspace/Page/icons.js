// The signs that carry meaning, drawn here: a machine without an emoji font shows them too.
const svg = 'http://www.w3.org/2000/svg';
const [green, red, blue, amber, grey, violet] = ['#1a9c62', '#e0314b', '#2f80d8', '#e5a50a', '#8b9099', '#8a5cc7'];

const box = fill => ['rect', { x: 2, y: 2, width: 20, height: 20, rx: 5, fill }];
const disc = fill => ['circle', { cx: 12, cy: 12, r: 10, fill }];
const line = (d, stroke = '#fff', width = 2.8) =>
  ['path', { d, stroke, 'stroke-width': width, fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }];
const shape = (d, fill) => ['path', { d, fill }];

const padlock = [['rect', { x: 4, y: 11, width: 16, height: 11, rx: 3, fill: amber }], shape('M12 14.5a1.6 1.6 0 0 1 1 2.9V20h-2v-2.6a1.6 1.6 0 0 1 1-2.9z', '#5d4200')];
const sand = [
  shape('M6 3h12v3.4c0 2.4-4 4.1-4 5.6s4 3.2 4 5.600V21H6v-3.400c0-2.4 4-4.1 4-5.600S6 8.8 6 6.400z', '#9db7d3'),
  shape('M8 7.200h8c-.8 1.3-2.6 2.4-3.3 3.600h-1.400C10.6 9.6 8.8 8.5 8 7.200zM12 14.800c1.8 1 3.8 2.3 3.8 4.700H8.200c0-2.4 2-3.7 3.8-4.700z', amber),
  line('M5 3h14M5 21h14', '#a8692c', 2.4),
];

const drawings = {
  white_check_mark: [box(green), line('M6.5 12.500l4 4 7-8.5')],
  heavy_check_mark: [line('M4 13l5.5 5.500L20 6', green, 3.6)],
  x: [line('M5 5l14 14M19 5L5 19', red, 3.8)],
  hourglass_flowing_sand: sand,
  hourglass: sand,
  large_blue_circle: [disc(blue)],
  large_green_circle: [disc(green)],
  large_yellow_circle: [disc(amber)],
  large_orange_circle: [disc('#ee7f2d')],
  large_purple_circle: [disc(violet)],
  red_circle: [disc(red)],
  white_circle: [['circle', { cx: 12, cy: 12, r: 8.8, fill: 'none', stroke: grey, 'stroke-width': 2.2 }]],
  black_circle: [disc('#565b63')],
  no_entry: [disc(red), line('M7.5 12h9', '#fff', 3.6)],
  no_entry_sign: [['circle', { cx: 12, cy: 12, r: 8.6, fill: 'none', stroke: red, 'stroke-width': 3 }], line('M6.2 6.200l11.6 11.6', red, 3)],
  octagonal_sign: [shape('M8 2h8l6 6v8l-6 6H8l-6-6V8z', red)],
  rewind: [box(blue), shape('M12 7v10l-7-5zM19 7v10l-7-5z', '#fff')],
  fast_forward: [box(blue), shape('M5 7v10l7-5zM12 7v10l7-5z', '#fff')],
  arrow_forward: [box(blue), shape('M8 6.500v11l9-5.500z', '#fff')],
  double_vertical_bar: [box(blue), line('M9 8v8M15 8v8')],
  leftwards_arrow_with_hook: [box(blue), line('M9 7l-4 4 4 4M5 11h9a4 4 0 0 1 0 7h-3', '#fff', 2.3)],
  arrows_counterclockwise: [box(blue), line('M7 10a5.5 5.5 0 0 1 10-1M17 14a5.5 5.5 0 0 1-10 1M17.3 5.500V9h-3.500M6.7 18.500V15h3.5', '#fff', 2)],
  repeat: [box(blue), line('M6 11V9.500h11l-2.5-2.500M18 13v1.500H7l2.5 2.5', '#fff', 2.1)],
  warning: [shape('M12 2.500c.7 0 1.2.4 1.5.9l8.7 15.600c.6 1.1-.2 2.5-1.5 2.500H3.300c-1.3 0-2.1-1.4-1.5-2.500L10.5 3.400c.3-.5.8-.9 1.5-.9z', amber), line('M12 9v5.500M12 18v.2', '#3d2c00', 2.6)],
  question: [line('M8 8.500a4 4 0 1 1 5.6 3.600c-1 .5-1.6 1.2-1.6 2.600M12 19.500v.2', red, 3.2)],
  grey_question: [line('M8 8.500a4 4 0 1 1 5.6 3.600c-1 .5-1.6 1.2-1.6 2.600M12 19.500v.2', grey, 3.2)],
  exclamation: [line('M12 4v10M12 19.500v.2', red, 3.8)],
  information_source: [box(blue), line('M12 11.500V17M12 7.200v.2')],
  lock: [line('M8 12V8a4 4 0 0 1 8 0v4', grey, 2.6), ...padlock],
  unlock: [line('M8 12V7a4 4 0 0 1 7.6-1.7', grey, 2.6), ...padlock],
  rocket: [
    shape('M6.5 13l-4 1.500c.5-3 2.2-5.5 5.5-5.500zM11 17.500L9.5 21.500c3-.5 5.5-2.2 5.5-5.500z', red),
    shape('M21.5 2.500C15 2 10 5 6.5 13l4.5 4.500C19 14 22 9 21.5 2.500z', '#c9d3e0'),
    shape('M6.2 15.300c-1.9.3-3 2.5-3.2 5.7 3.2-.2 5.4-1.3 5.7-3.200z', '#ee7f2d'),
    ['circle', { cx: 15.2, cy: 8.8, r: 2.2, fill: blue }],
  ],
  package: [shape('M12 2l9 4.500v11L12 22l-9-4.500v-11z', '#c08d56'), shape('M12 11l9-4.500v11L12 22z', '#a3733f'), line('M7.5 4.300l9 4.500v4', '#f1ddc3', 2)],
  snowflake: [line('M12 2.500v19M3.8 7.200l16.4 9.600M3.8 16.800l16.4-9.6', '#4fa6e0', 2.2)],
  bell: [shape('M12 2.500a6.5 6.5 0 0 0-6.5 6.500c0 5-2 6.5-2.5 8.500h18c-.5-2-2.5-3.5-2.5-8.500A6.5 6.5 0 0 0 12 2.500zM9.5 19a2.5 2.5 0 0 0 5 0z', amber)],
  eyes: [line('M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z', 'currentColor', 2), ['circle', { cx: 12, cy: 12, r: 3, fill: 'currentColor' }]],
  speech_balloon: [line('M4 5h16v11h-9l-4.5 4v-4H4z', 'currentColor', 2)],
};

/** The drawing for a short name, or null. */
export function icon(name) {
  if (!Object.hasOwn(drawings, name)) return null;
  const image = document.createElementNS(svg, 'svg');
  image.setAttribute('viewBox', '0 0 24 24');
  image.setAttribute('class', 'icon');
  image.setAttribute('aria-hidden', 'true');
  for (const [tag, attributes] of drawings[name]) {
    const part = document.createElementNS(svg, tag);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    image.append(part);
  }
  return image;
}
