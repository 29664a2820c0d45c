import t from 'tap'

import { Square } from '../../../web/src/ui/pictures/square.ts'

const round = ({ left, top, size }: Square) => [left, top, size].map(Math.round)

t.test(
  'The square of a picture is the largest one in the middle, and stays within the picture',
  async (t) => {
    const square = new Square(900, 600)
    t.same(round(square), [150, 0, 600])
    square.move({ x: 1, y: 1 })
    t.same(round(square), [300, 0, 600])
    square.move({ x: -0.25, y: 0 })
    t.same(round(square), [150, 0, 600])
    square.zoomTo(2)
    t.same(round(square), [300, 150, 300])
    square.move({ x: -5, y: -5 })
    t.same(round(square), [0, 0, 300])
    square.zoomTo(1)
    t.same(round(square), [0, 0, 600])
  },
)

t.test('What one points at stays where it is while the picture is enlarged, up to eight times', async (t) => {
  const square = new Square(800, 800)
  square.zoomTo(2, { x: -0.5, y: -0.5 })
  t.same(round(square), [0, 0, 400])
  square.zoomTo(4, { x: 0.5, y: 0.5 })
  t.same(round(square), [200, 200, 200])
  square.zoomTo(99)
  t.equal(square.zoom, 8)
  t.equal(square.size, 100)
})
