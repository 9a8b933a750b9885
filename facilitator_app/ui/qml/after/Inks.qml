// The theme's colours by name, for the items that are painted rather than laid out.
import QtQuick
import "../components"

QtObject {
    readonly property var colours: ({
        bg: Theme.bg, surface: Theme.surface, raised: Theme.raised, line: Theme.line, controlLine: Theme.controlLine,
        hi: Theme.hi, mid: Theme.mid, low: Theme.low, accent: Theme.accent, settled: Theme.settled, soon: Theme.soon,
        overdue: Theme.overdue, attention: Theme.attention
    })
}
