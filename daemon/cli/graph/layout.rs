//! Where the boxes and labels of a diagram lie: layers from top to bottom, labels as boxes of their own between them.
//!
//! A label that is a box like any other can overlap nothing, and an arrow always runs to it and on from it. The steps
//! are those of Sugiyama's method: turn the arrows that would close a circle, put every box below all that lead to
//! it, lead long arrows through a point on every layer, order each layer by the mean place of its neighbours, and
//! move everything as near to its neighbours as its width allows. Pure arithmetic; the same input, the same drawing.

/// Rounds of ordering and of straightening, each down and up.
const ROUNDS: usize = 24;
/// Space between boxes of one layer, and between layers.
const GAP_X: f64 = 28.0;
const GAP_Y: f64 = 40.0;

/// A box to place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// An arrow to place, with its label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Size,
}

/// Middle points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where everything lies.
#[derive(Debug)]
pub(super) struct Layout {
    /// Middle of each box.
    pub(super) boxes: Vec<Point>,
    /// Of each arrow: the middle of its label, and the points it runs through from its first box to its last.
    pub(super) links: Vec<(Point, Vec<Point>)>,
    pub(super) width: f64,
    pub(super) height: f64,
}

#[derive(Clone)]
struct Node {
    size: Size,
    layer: usize,
    x: f64,
    up: Vec<usize>,
    down: Vec<usize>,
}

/// Lays a diagram out. Links from a box to itself are left to the caller.
pub(super) fn layout(boxes: &[Size], links: &[Link]) -> Layout {
    let forward = directions(boxes.len(), links);
    let layers = layers(boxes.len(), links, &forward);
    let mut nodes: Vec<Node> = boxes
        .iter()
        .zip(&layers)
        .map(|(size, layer)| Node { size: *size, layer: *layer, x: 0.0, up: Vec::new(), down: Vec::new() })
        .collect();
    // Each arrow becomes a chain from its upper box to its lower one: points, and its label on the middle layer.
    let thread = Size { width: 6.0, height: 0.0 };
    let mut chains = Vec::new();
    for (link, forward) in links.iter().zip(&forward) {
        let (top, bottom) = if *forward { (link.from, link.to) } else { (link.to, link.from) };
        let (first, last) = (layers[top] + 1, layers[bottom].max(layers[top] + 2) - 1);
        // Labels stand on odd layers, near the box the arrow comes from.
        let at = if *forward { first } else { last };
        let mut chain = vec![top];
        for layer in first..=last {
            let size = if layer == at { link.label } else { thread };
            nodes.push(Node { size, layer, x: 0.0, up: Vec::new(), down: Vec::new() });
            chain.push(nodes.len() - 1);
        }
        chain.push(bottom);
        for pair in chain.windows(2) {
            nodes[pair[0]].down.push(pair[1]);
            nodes[pair[1]].up.push(pair[0]);
        }
        chains.push((chain, at - first + 1));
    }
    let mut rows = rows(&nodes);
    order(&mut nodes, &mut rows);
    straighten(&mut nodes, &rows);
    finish(boxes.len(), &nodes, &rows, &chains, &forward)
}

/// Which arrows run down: all but those that lead back to a box on the way that is being followed.
fn directions(count: usize, links: &[Link]) -> Vec<bool> {
    let mut forward = vec![true; links.len()];
    let mut seen = vec![0_u8; count];
    for root in 0..count {
        // A stack instead of calls: box, next arrow to look at.
        let mut stack = vec![(root, 0_usize)];
        while let Some((at, next)) = stack.pop() {
            if next == 0 {
                if seen[at] != 0 {
                    continue;
                }
                seen[at] = 1;
            }
            match (next..links.len()).find(|i| links[*i].from == at) {
                None => seen[at] = 2,
                Some(i) => {
                    stack.push((at, i + 1));
                    match seen[links[i].to] {
                        0 => stack.push((links[i].to, 0)),
                        1 => forward[i] = false,
                        _ => {}
                    }
                }
            }
        }
    }
    forward
}

/// Even layers for boxes: each below everything that leads to it.
fn layers(count: usize, links: &[Link], forward: &[bool]) -> Vec<usize> {
    let mut layer = vec![0_usize; count];
    for _ in 0..count {
        for (link, forward) in links.iter().zip(forward) {
            let (top, bottom) = if *forward { (link.from, link.to) } else { (link.to, link.from) };
            layer[bottom] = layer[bottom].max(layer[top] + 2);
        }
    }
    layer
}

fn rows(nodes: &[Node]) -> Vec<Vec<usize>> {
    let count = nodes.iter().map(|node| node.layer + 1).max().unwrap_or(0);
    let mut rows = vec![Vec::new(); count];
    for (i, node) in nodes.iter().enumerate() {
        rows[node.layer].push(i);
    }
    rows
}

/// Orders each layer by the mean place of its neighbours; the order with the fewest crossings is kept.
fn order(nodes: &mut [Node], rows: &mut Vec<Vec<usize>>) {
    let mut place = vec![0.0; nodes.len()];
    let number = |rows: &[Vec<usize>], place: &mut [f64]| {
        for row in rows {
            for (at, node) in row.iter().enumerate() {
                place[*node] = at as f64 - row.len() as f64 / 2.0;
            }
        }
    };
    number(rows, &mut place);
    let (mut best, mut least) = (rows.clone(), crossings(nodes, rows));
    for round in 0..ROUNDS {
        let down = round % 2 == 0;
        let count = rows.len();
        for step in 0..count {
            let row = if down { step } else { count - 1 - step };
            let mut keyed: Vec<(f64, usize)> = rows[row]
                .iter()
                .map(|node| {
                    let near = if down { &nodes[*node].up } else { &nodes[*node].down };
                    let sum: f64 = near.iter().map(|n| place[*n]).sum();
                    (if near.is_empty() { place[*node] } else { sum / near.len() as f64 }, *node)
                })
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            rows[row] = keyed.into_iter().map(|(_, node)| node).collect();
            number(rows, &mut place);
        }
        let now = crossings(nodes, rows);
        if now < least {
            (best, least) = (rows.clone(), now);
        }
    }
    *rows = best;
}

fn crossings(nodes: &[Node], rows: &[Vec<usize>]) -> usize {
    let mut place = vec![0; nodes.len()];
    for row in rows {
        for (at, node) in row.iter().enumerate() {
            place[*node] = at;
        }
    }
    let mut count = 0;
    for row in rows {
        let edges: Vec<(usize, usize)> =
            row.iter().flat_map(|n| nodes[*n].down.iter().map(|d| (place[*n], place[*d]))).collect();
        for (i, a) in edges.iter().enumerate() {
            count += edges[i + 1..]
                .iter()
                .filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1))
                .count();
        }
    }
    count
}

/// Moves everything towards its neighbours, as far as its own row allows.
fn straighten(nodes: &mut [Node], rows: &[Vec<usize>]) {
    for row in rows {
        let mut x = 0.0;
        for node in row {
            nodes[*node].x = x + nodes[*node].size.width / 2.0;
            x += nodes[*node].size.width + GAP_X;
        }
        let middle = x / 2.0;
        row.iter().for_each(|node| nodes[*node].x -= middle);
    }
    for round in 0..ROUNDS {
        let down = round % 2 == 0;
        for step in 0..rows.len() {
            let row = &rows[if down { step } else { rows.len() - 1 - step }];
            let wanted: Vec<f64> = row
                .iter()
                .map(|node| {
                    let near: Vec<f64> = match (down, round + 1 == ROUNDS) {
                        (_, true) => {
                            nodes[*node].up.iter().chain(&nodes[*node].down).map(|n| nodes[*n].x).collect()
                        }
                        (true, _) => nodes[*node].up.iter().map(|n| nodes[*n].x).collect(),
                        (false, _) => nodes[*node].down.iter().map(|n| nodes[*n].x).collect(),
                    };
                    if near.is_empty() {
                        nodes[*node].x
                    } else {
                        near.iter().sum::<f64>() / near.len() as f64
                    }
                })
                .collect();
            place_row(nodes, row, &wanted);
        }
    }
}

/// Places a row as near to what is wanted as its widths allow: neighbours that would overlap move as one block around
/// the mean of what they want (the pool of adjacent violators).
fn place_row(nodes: &mut [Node], row: &[usize], wanted: &[f64]) {
    // Offset of each from the first of the row if all stood side by side.
    let mut offset = Vec::with_capacity(row.len());
    let mut x = 0.0;
    for (i, node) in row.iter().enumerate() {
        if i > 0 {
            x += (nodes[row[i - 1]].size.width + nodes[*node].size.width) / 2.0 + GAP_X;
        }
        offset.push(x);
    }
    // Blocks: sum of (wanted - offset), count.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (want, offset) in wanted.iter().zip(&offset) {
        blocks.push((want - offset, 1));
        while let [.., a, b] = blocks.as_slice()
            && a.0 / a.1 as f64 > b.0 / b.1 as f64
        {
            let merged = (a.0 + b.0, a.1 + b.1);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    let mut at = 0;
    for (sum, count) in blocks {
        for i in at..at + count {
            nodes[row[i]].x = sum / count as f64 + offset[i];
        }
        at += count;
    }
}

fn finish(
    boxes: usize,
    nodes: &[Node],
    rows: &[Vec<usize>],
    chains: &[(Vec<usize>, usize)],
    forward: &[bool],
) -> Layout {
    let left = nodes.iter().map(|n| n.x - n.size.width / 2.0).fold(f64::MAX, f64::min);
    let right = nodes.iter().map(|n| n.x + n.size.width / 2.0).fold(f64::MIN, f64::max);
    let mut tops = Vec::new();
    let mut y = GAP_Y;
    for row in rows {
        let height = row.iter().map(|n| nodes[*n].size.height).fold(0.0, f64::max);
        tops.push((y, height));
        y += height + GAP_Y;
    }
    let x = |node: usize| nodes[node].x - left + GAP_X;
    // A box hangs from the top of its layer, a label stands in the middle of its own.
    let middle = |node: usize| {
        let (top, height) = tops[nodes[node].layer];
        let own = if node < boxes { nodes[node].size.height } else { height };
        Point { x: x(node), y: top + own / 2.0 }
    };
    let links = chains
        .iter()
        .zip(forward)
        .map(|((chain, label), forward)| {
            let mut points = Vec::new();
            for (i, node) in chain.iter().enumerate() {
                let (top, height) = tops[nodes[*node].layer];
                let size = nodes[*node].size;
                match i {
                    // Down past the higher boxes of its layer first.
                    0 => points.extend([
                        Point { x: x(*node), y: top + size.height },
                        Point { x: x(*node), y: top + height },
                    ]),
                    _ if i + 1 == chain.len() => points.push(Point { x: x(*node), y: top }),
                    // Straight through its whole layer, so that it never cuts a box beside it.
                    _ => {
                        points.extend([Point { x: x(*node), y: top }, Point { x: x(*node), y: top + height }])
                    }
                }
            }
            spread(&mut points, chain, nodes);
            if !forward {
                points.reverse();
            }
            (middle(chain[*label]), points)
        })
        .collect();
    Layout { boxes: (0..boxes).map(middle).collect(), links, width: right - left + 2.0 * GAP_X, height: y }
}

/// Arrows leave and reach a box side by side, in the order of where they go.
fn spread(points: &mut [Point], chain: &[usize], nodes: &[Node]) {
    let port = |node: usize, near: usize, all: &[usize]| {
        let mut sorted: Vec<usize> = all.to_vec();
        sorted.sort_by(|a, b| nodes[*a].x.total_cmp(&nodes[*b].x));
        let at = sorted.iter().position(|n| *n == near).unwrap_or(0) as f64 + 1.0;
        let width = (nodes[node].size.width * 0.8).min(sorted.len() as f64 * 90.0);
        (at / (sorted.len() as f64 + 1.0) - 0.5) * width
    };
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return };
    let (second, before) = (chain[1], chain[chain.len() - 2]);
    let leaves = port(*first, second, &nodes[*first].down);
    points.iter_mut().take(2).for_each(|point| point.x += leaves);
    if let Some(point) = points.last_mut() {
        point.x += port(*last, before, &nodes[*last].up);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: f64) -> Size {
        Size { width, height: 20.0 }
    }

    #[test]
    fn nothing_overlaps_and_arrows_run_down_but_for_those_that_lead_back() {
        let boxes = [size(100.0), size(60.0), size(200.0), size(80.0), size(80.0)];
        let link = |from, to| Link { from, to, label: size(70.0) };
        let links = [link(0, 1), link(0, 2), link(1, 3), link(2, 3), link(3, 1), link(0, 4), link(3, 4)];
        let drawn = layout(&boxes, &links);
        let mut all: Vec<(Point, Size)> = drawn.boxes.iter().copied().zip(boxes).collect();
        all.extend(drawn.links.iter().map(|(label, _)| *label).zip(links.map(|l| l.label)));
        for (i, (a, s)) in all.iter().enumerate() {
            for (b, t) in &all[i + 1..] {
                let apart = (a.x - b.x).abs() >= (s.width + t.width) / 2.0
                    || (a.y - b.y).abs() >= (s.height + t.height) / 2.0;
                assert!(apart, "{a:?} {s:?} and {b:?} {t:?}");
            }
        }
        for (link, (_, points)) in links.iter().zip(&drawn.links) {
            let falls = points.first().unwrap().y < points.last().unwrap().y;
            assert_eq!(falls, (link.from, link.to) != (3, 1), "{link:?}");
        }
    }
}
