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
    signal picked(string key, string text)

    implicitWidth: 240
    implicitHeight: grid.height

    Grid {
        id: grid

        columns: chips.columns
        spacing: chips.spacing

        Repeater {
            model: chips.options

            Button {
                required property var modelData

                objectName: chips.objectName + "." + modelData.key
                width: Math.floor((chips.width - chips.spacing * (chips.columns - 1)) / chips.columns)
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
