// A labelled choice of a few, one of them on, that goes on in the next line where it does not fit.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Column {
    id: line

    property string label: ""
    property var options: []
    property string current: ""
    property string error: ""
    signal picked(string key)

    spacing: 6
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Say { kind: "caption"; text: line.label; width: parent.width; wrapMode: Text.Wrap }

    Flow {
        width: parent.width
        spacing: Theme.near

        Repeater {
            model: line.options

            Button {
                required property var modelData

                objectName: line.objectName + "." + modelData.key
                kind: "chip"
                width: Math.min(implicitWidth, line.width)
                height: Math.max(Theme.target, lines)
                text: modelData.text
                Accessible.name: line.label + ": " + text
                chosen: modelData.key === line.current
                onClicked: line.picked(modelData.key)
            }
        }
    }

    FieldError { objectName: line.objectName + ".error"; width: parent.width; text: line.error }
}
