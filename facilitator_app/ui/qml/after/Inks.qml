// The theme's colours by name, for the items that are painted rather than laid out.
import QtQuick
import "../components"

QtObject {
    readonly property var colours: ({
        bg: Theme.bg, surface: Theme.surface, raised: Theme.raised, line: Theme.line, controlLine: Theme.controlLine,
        hi: Theme.hi, mid: Theme.mid, low: Theme.low, accent: Theme.accent, settled: Theme.settled, soon: Theme.soon,
        overdue: Theme.overdue, attention: Theme.attention
    })
    readonly property var paper: ({ // as in the office, for what leaves the screen
        bg: Theme.light.bg, surface: Theme.light.surface, raised: Theme.light.raised, line: Theme.light.line,
        controlLine: Theme.light.controlLine, hi: Theme.light.hi, mid: Theme.light.mid, low: Theme.light.low,
        accent: Theme.light.accent, settled: Theme.light.settled, soon: Theme.light.soon, overdue: Theme.light.overdue,
        attention: Theme.light.attention
    })
}
