// Words to touch, in even columns; `current` names the one that is on.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Item {
    id: chips

    property var options: []
    property string current: ""
    property string label: "" // what they are about, for the ear
    property int columns: 2
    property int spacing: 8
    readonly property int across: Math.max(1, Math.min(columns, Math.floor((width + spacing) / (longest + 9 + spacing)))) // fewer where a word would be cut
    readonly property real longest: Math.max(0, ...options.map(one => widest(one.text))) * Math.max(16, Math.round(14 * Theme.factor)) / measure.font.pixelSize // asked again once that has its font: first it measures in the usual one of the system
    signal picked(string key, string text)

    function widest(text: string): real {
        return Math.max(...text.split(" ").map(word => measure.advanceWidth(word)));
    }

    implicitWidth: 240
    implicitHeight: grid.height

    FontMetrics { id: measure; font { family: Theme.family; pixelSize: Theme.caption } }

    Grid {
        id: grid

        columns: chips.across
        spacing: chips.spacing

        Repeater {
            model: chips.options

            Button {
                required property var modelData

                objectName: chips.objectName + "." + modelData.key
                width: Math.floor((chips.width - chips.spacing * (chips.across - 1)) / chips.across)
                implicitHeight: Math.max(Theme.target, lines)
                leftPadding: 4
                rightPadding: 4
                kind: "chip"
                text: modelData.text
                Accessible.name: chips.label === "" ? text : chips.label + ": " + text
                chosen: chips.current !== "" && chips.current === modelData.key
                onClicked: chips.picked(modelData.key, modelData.text)
            }
        }
    }
}
