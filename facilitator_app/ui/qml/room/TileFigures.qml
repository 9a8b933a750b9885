// Heart rate, blood pressure and SpO₂ of a tile: side by side, or one below the other where the tile is narrow or a word stands
// in the place of a number; and in two lines, without the ages of the first, where the marks need the third.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Item {
    id: figures

    required property Tile tile
    property bool paired: false // heart rate and SpO₂ share a line
    property bool close: false // to the marks: what is free stays between them
    readonly property bool mayPair: tile.stacked && !tile.flat && words === 0
    readonly property bool rowed: tile.stacked || tile.flat || tile.heart_rate_word || tile.pressure_word || tile.spo2_word
    readonly property bool slim: width < 210 * Theme.factor // a word takes two lines
    readonly property real aside: Math.min(29 * width / 240, 38 * tile.k) // the size side by side
    readonly property real row: (tile.squeezed ? 20.5 : 22.5) * tile.k
    readonly property real forWords: slim ? 16 * tile.k : 0
    readonly property int words: (tile.heart_rate_word ? 1 : 0) + (tile.pressure_word ? 1 : 0) + (tile.spo2_word ? 1 : 0)
    readonly property real full: rowed ? 67.5 * tile.k + forWords * words : 23 * tile.k + aside * 1.18
    readonly property real alone: rowed && tile.squeezed ? 3 * row : full // each in a line of its own
    readonly property real least: alone - (paired ? row : 0)
    readonly property real line: tile.squeezed ? 0 : forWords
    readonly property real more: close ? 0 : Math.max(0, Math.min(13.5 * tile.k, (tile.free - tile.below - (tile.firsts ? 24 * tile.k : 0)) / 3))
    readonly property real each: rowed ? row + more : least + (tile.ages ? 21 * tile.k : 0)

    LayoutMirroring.enabled: false // figures run from left to right in every language
    LayoutMirroring.childrenInherit: true
    implicitHeight: rowed ? Math.max(spo2.y + spo2.height, pressure.y + pressure.height) : each

    TileFigure {
        id: rate

        width: figures.paired ? figures.width * 0.43 : figures.rowed ? figures.width : figures.width * 0.25
        height: figures.each + (isWord ? figures.line : 0)
        label: qsTr("measure.heart_rate"); value: figures.tile.heart_rate; age: figures.tile.heart_rate_age; arrow: figures.tile.heart_rate_arrow
        isStale: figures.tile.heart_rate_stale; isWord: figures.tile.heart_rate_word; passed: figures.tile.heart_rate_passed
        spared: ageWidth > pressure.x && age === figures.tile.pressure_age
        tile: figures.tile; rowed: figures.rowed; paired: figures.paired; size: figures.aside
    }
    TileFigure {
        id: pressure

        x: figures.rowed ? 0 : figures.width * 0.265
        y: figures.rowed ? rate.height : 0
        width: figures.rowed ? figures.width : figures.width * 0.47
        height: figures.each + (isWord ? figures.line : 0)
        label: qsTr("measure.blood_pressure"); value: figures.tile.pressure; age: figures.tile.pressure_age; arrow: figures.tile.pressure_arrow
        isStale: figures.tile.pressure_stale; isWord: figures.tile.pressure_word; passed: figures.tile.pressure_passed
        tile: figures.tile; rowed: figures.rowed; size: figures.aside
    }
    TileFigure {
        id: spo2

        x: figures.paired ? figures.width * 0.44 : figures.rowed ? 0 : figures.width * 0.745
        y: figures.rowed && !figures.paired ? pressure.y + pressure.height : 0
        width: figures.paired ? figures.width * 0.56 : figures.rowed ? figures.width : figures.width * 0.255
        height: figures.each + (isWord ? figures.line : 0)
        label: qsTr("measure.spo2"); value: figures.tile.spo2; age: figures.tile.spo2_age; arrow: figures.tile.spo2_arrow; unit: "%"
        isStale: figures.tile.spo2_stale; isWord: figures.tile.spo2_word; passed: figures.tile.spo2_passed
        tile: figures.tile; rowed: figures.rowed; paired: figures.paired; size: figures.aside; toRight: !figures.rowed
    }
}
