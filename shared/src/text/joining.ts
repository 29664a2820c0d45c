/** Unicode's Joining_Type of living scripts: letters that join with the next one. */
const joiningNext = String.raw`\u0620\u0626\u0628\u062a-\u062e\u0633-\u0647\u0649\u064a\u066e\u066f\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc\u06ce\u06d0\u06d1\u06fa-\u06fc\u06ff\u0712-\u0714\u071a-\u071d\u071f-\u0727\u0729\u072b\u072d\u072e\u074e-\u0758\u075c-\u076a\u076d-\u0770\u0772\u0775-\u0777\u077a-\u077f\u07ca-\u07ea\u07fa\u0841-\u0845\u0848\u084a-\u0853\u0855\u0860\u0862-\u0865\u0868\u0883-\u0886\u0889-\u088d\u08a0-\u08a9\u08af\u08b0\u08b3-\u08b8\u08ba-\u08c8\u1807\u180a\u1820-\u1878\u1887-\u18a8\u18aa\u{10d00}-\u{10d21}\u{10d23}\u{1e900}-\u{1e943}`

/** And those that join with the one before only. */
const joiningBefore = String.raw`\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0710\u0715-\u0719\u071e\u0728\u072a\u072c\u072f\u074d\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779\u0840\u0846\u0847\u0849\u0854\u0856-\u0858\u0867\u0869\u086a\u0870-\u0882\u088e\u08aa-\u08ac\u08ae\u08b1\u08b2\u08b9\u{10d22}`

/** Marks that join consonants: those whose Canonical_Combining_Class is Virama. */
export const viramas = String.raw`\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{113ce}-\u{113d0}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}\u{11f41}\u{11f42}\u{1612f}`

const mongolian = String.raw`\u1807\u1820-\u1878\u1880-\u18aa`

/** Where something that has no shape gives another one to what is around it, each as a regular expression. */
export const shapings: readonly string[] = [
  // UAX #31, A1: a non-joiner between two letters that would join.
  String.raw`(?<=[${joiningNext}]\p{Mn}*)\u200c(?=\p{Mn}*[${joiningNext}${joiningBefore}])`,
  // A2: a non-joiner after a virama.
  String.raw`(?<=[${viramas}]\p{Mn}*)\u200c(?=\p{Mn}*\p{L})`,
  // B: a joiner after a virama, and before one, as Bengali and Kannada have it.
  String.raw`(?<=[${viramas}]\p{Mn}*)\u200d(?!\p{M})`,
  String.raw`(?<=\p{L}\p{Mn}*)\u200d(?=[${viramas}]\p{L})`,
  // Letters whose form is chosen: Mongolian ones, and Chinese characters as they are written in a name.
  String.raw`(?<=[${mongolian}])[\u180b-\u180d\u180f]`,
  String.raw`(?<=[${mongolian}][\u180b-\u180d\u180f]?)\u180e(?=[\u1820\u1821])`,
  String.raw`(?<=[\p{sc=Han}\p{sc=Mymr}\p{sc=Phag}\p{sc=Mani}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
  // Emoji: joined ones, chosen forms, key caps, and the flags of England, Scotland and Wales.
  String.raw`(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic})`,
  String.raw`(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`,
]
