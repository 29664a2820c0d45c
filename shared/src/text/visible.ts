/** Of characters that have no shape, also where no font has them. */
export const ignorable = String.raw`\p{Default_Ignorable_Code_Point}\ufff9-\ufffb`

/** Of characters that have a width and nothing in it. */
export const blank = String.raw`\p{White_Space}\u2800\u{16fe4}\u{1d159}`

const visible = new RegExp(`[^\\p{Cc}${ignorable}${blank}]`, 'u')

/** Whether anything of it can be seen. A text of which nothing can is empty. */
export const isVisible = (text: string): boolean => visible.test(text)
