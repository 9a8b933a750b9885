// Heart rate, blood pressure and SpO₂ of a tile: side by side, or one below the other where the tile is narrow.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: figures

    required property Tile tile
    readonly property real size: tile.stacked ? (tile.height < tile.least ? 0.84 : 1) * Math.min(30, (width - 62 * tile.k) / 4.4) : Math.min(29 * width / 240, 38 * tile.k)
    readonly property real each: tile.stacked ? size * 1.3 : (24 + (tile.ages ? 22 : 0)) * tile.k + size * 1.18

    implicitHeight: tile.stacked ? 3 * each : each

    TileFigure {
        width: figures.tile.stacked ? figures.width : figures.width * 0.24
        height: figures.each
        label: qsTr("measure.heart_rate"); value: figures.tile.heart_rate; age: figures.tile.heart_rate_age; arrow: figures.tile.heart_rate_arrow
        isStale: figures.tile.heart_rate_stale; isWord: figures.tile.heart_rate_word; passed: figures.tile.heart_rate_passed
        spared: (figures.tile.narrow || (figures.tile.width < 300 && age.length > 5)) && age === figures.tile.pressure_age
        tile: figures.tile; size: figures.size
    }
    TileFigure {
        x: figures.tile.stacked ? 0 : figures.width * 0.265
        y: figures.tile.stacked ? figures.each : 0
        width: figures.tile.stacked ? figures.width : figures.width * 0.47
        height: figures.each
        label: qsTr("measure.blood_pressure"); value: figures.tile.pressure; age: figures.tile.pressure_age; arrow: figures.tile.pressure_arrow
        isStale: figures.tile.pressure_stale; isWord: figures.tile.pressure_word; passed: figures.tile.pressure_passed
        tile: figures.tile; size: figures.size
    }
    TileFigure {
        x: figures.tile.stacked ? 0 : figures.width * 0.745
        y: figures.tile.stacked ? 2 * figures.each : 0
        width: figures.tile.stacked ? figures.width : figures.width * 0.255
        height: figures.each
        label: qsTr("measure.spo2"); value: figures.tile.spo2; age: figures.tile.spo2_age; arrow: figures.tile.spo2_arrow; unit: "%"
        isStale: figures.tile.spo2_stale; isWord: figures.tile.spo2_word; passed: figures.tile.spo2_passed
        tile: figures.tile; size: figures.size; toRight: !figures.tile.stacked
    }
}
