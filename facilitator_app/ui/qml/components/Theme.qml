pragma Singleton
// Colours, type, sizes and times of every screen.  `level` chooses the set: room, dim, dark, night (nearly black), light (office);
// `factor` how large text is, `leftHanded` and `mirrored` on which side things stand.
import QtQuick

QtObject {
    id: theme

    property string level: "room"
    readonly property bool isDimmed: level === "dim" || level === "dark" || level === "night"
    readonly property Tokens tokens: level === "dim" ? dim : level === "dark" ? dark : level === "night" ? night : level === "light" ? light : room

    // Surfaces, from the ground up.
    property color bg: tokens.bg
    property color surface: tokens.surface
    property color raised: tokens.raised
    property color line: tokens.line // decoration only
    property color controlLine: tokens.controlLine // borders that mean something
    // Text.
    property color hi: tokens.hi
    property color mid: tokens.mid
    property color low: tokens.low
    // The primary act.  In the dim levels it is outlined, because a filled button is a sixth of all light; in the room its fill is darker than the words.
    property color accent: tokens.accent
    readonly property color accentFill: isDimmed ? "transparent" : tokens.fill
    readonly property color accentInk: isDimmed ? accent : tokens.ink
    // States: shape and word carry them, the colour only helps.
    property color settled: tokens.settled
    property color soon: tokens.soon
    property color overdue: tokens.overdue
    property color attention: tokens.attention
    readonly property color ink: tokens.ink // on a filled accent or state

    Behavior on bg { ColorAnimation { duration: theme.turn } }
    Behavior on surface { ColorAnimation { duration: theme.turn } }
    Behavior on raised { ColorAnimation { duration: theme.turn } }
    Behavior on line { ColorAnimation { duration: theme.turn } }
    Behavior on controlLine { ColorAnimation { duration: theme.turn } }
    Behavior on hi { ColorAnimation { duration: theme.turn } }
    Behavior on mid { ColorAnimation { duration: theme.turn } }
    Behavior on low { ColorAnimation { duration: theme.turn } }
    Behavior on accent { ColorAnimation { duration: theme.turn } }
    Behavior on settled { ColorAnimation { duration: theme.turn } }
    Behavior on soon { ColorAnimation { duration: theme.turn } }
    Behavior on overdue { ColorAnimation { duration: theme.turn } }
    Behavior on attention { ColorAnimation { duration: theme.turn } }

    property real factor: 1 // of text, 1 to 2
    property bool leftHanded: false
    property bool mirrored: false // the language runs from right to left
    readonly property int handSide: leftHanded !== mirrored ? Qt.RightToLeft : Qt.LeftToRight // in a layout that is mirrored itself

    // Type, in pixels for 149 dots per inch (10 inches, 1280 x 800) at arm's length.  What is large already grows less.
    readonly property string family: "Inter"
    readonly property int least: Math.round(16 * factor)
    readonly property int caption: Math.round(19 * factor)
    readonly property int body: Math.round(20 * factor)
    readonly property int title: large(24)
    readonly property int heading: large(32)
    readonly property int vitals: large(36)
    readonly property int clock: large(36)
    readonly property int seat: large(52)
    readonly property var tnum: ({ "tnum": 1 }) // figures of one width, wherever digits change in place

    // Sizes.
    readonly property int target: 56 // the least that a finger finds
    readonly property int primary: Math.max(64, Math.round(body * 1.6))
    readonly property int chip: Math.round(76 + 40 * (factor - 1))
    readonly property int gap: 16
    readonly property int near: 10 // the least gap between two targets
    readonly property int pad: 20
    readonly property int radius: 20
    readonly property int corner: 14
    readonly property int focusLine: 3
    readonly property int icon: Math.round(26 + 10 * (factor - 1))
    readonly property int readable: Math.round(720 * factor) // the widest a column of text or fields gets

    // Times in milliseconds.  Nothing moves without a change of state, nothing flashes.
    property bool still: false // no transitions: for pictures and tests
    readonly property int quick: still ? 0 : 200
    readonly property int slow: still ? 0 : 400
    readonly property int turn: still ? 0 : 600

    function large(size: int): int {
        return Math.round(size * (1 + (factor - 1) * (size < 30 ? 0.75 : 0.5)));
    }

    function icon_url(name: string): url {
        return Qt.resolvedUrl("../../../../resources/icons/" + name + ".svg");
    }

    component Tokens: QtObject {
        property color bg
        property color surface
        property color raised
        property color line
        property color controlLine
        property color hi
        property color mid
        property color low
        property color accent
        property color fill
        property color ink
        property color settled
        property color soon
        property color overdue
        property color attention
    }

    // The brightest tone has 0.61 of the panel's white: a screen full of words stays below a mean of four hundredths.
    readonly property Tokens room: Tokens {
        bg: "#0C0A08"; surface: "#171411"; raised: "#221D19"; line: "#342E26"; controlLine: "#74685B"
        hi: "#D6CCBD"; mid: "#A69A89"; low: "#918575"; accent: "#C79456"; fill: "#A67944"; ink: "#0C0A08"
        settled: "#649086"; soon: "#C7A460"; overdue: "#C77043"; attention: "#D59892"
    }
    // Text at 40 cd/m2 on a 250 nit panel, a third of the room's light; all text in the brightest tone, states lifted to 3:1.
    readonly property Tokens dim: Tokens {
        bg: "#030302"; surface: "#070605"; raised: "#0D0B08"; line: "#181410"; controlLine: "#5F564C"
        hi: "#736E65"; mid: "#736E65"; low: "#736E65"; accent: "#7F5D34"; ink: "#030302"
        settled: "#486A62"; soon: "#766037"; overdue: "#945230"; attention: "#885F5B"
    }
    // A fifth of the room's light: below the level where 3:1 can hold, only large figures promise to be legible.
    readonly property Tokens dark: Tokens {
        bg: "#020101"; surface: "#040303"; raised: "#080605"; line: "#100D0A"; controlLine: "#3E3831"
        hi: "#58544D"; mid: "#58544D"; low: "#58544D"; accent: "#614726"; ink: "#020101"
        settled: "#36514B"; soon: "#5B4928"; overdue: "#723E23"; attention: "#684845"
    }
    // A sixteenth: nearly black, for eyes long in the dark (the brightest tone has 9 cd/m2 on a 250 nit panel).
    readonly property Tokens night: Tokens {
        bg: "#010100"; surface: "#020101"; raised: "#040302"; line: "#080604"; controlLine: "#2A251F"
        hi: "#393631"; mid: "#393631"; low: "#393631"; accent: "#3A2914"; ink: "#010100"
        settled: "#233732"; soon: "#3A2E17"; overdue: "#4A2612"; attention: "#412C29"
    }
    readonly property Tokens light: Tokens {
        bg: "#EFE9DF"; surface: "#F8F4EC"; raised: "#E6DED0"; line: "#D3C8B6"; controlLine: "#7A6E5F"
        hi: "#211B15"; mid: "#4A4136"; low: "#5C5145"; accent: "#7D4E12"; fill: "#7D4E12"; ink: "#F8F4EC"
        settled: "#2C6257"; soon: "#6E4B00"; overdue: "#973A0C"; attention: "#9A2626"
    }
}
