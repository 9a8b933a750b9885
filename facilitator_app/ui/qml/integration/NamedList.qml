// Names told so far, each taken out by a touch; those of earlier visits, each put in by a touch.
pragma ComponentBehavior: Bound
import QtQuick
import "../components"

Column {
    id: list

    property var told: []
    property var known: [] // texts
    signal dropped(int place)
    signal taken(int place)

    spacing: Theme.near

    Flow {
        visible: list.told.length > 0
        width: parent.width
        spacing: Theme.near

        Repeater {
            model: list.told

            Button { required property string modelData; required property int index; objectName: list.objectName + "." + index; height: Theme.target; width: Math.min(implicitWidth, list.width); glyph: "close"; text: modelData; Accessible.name: qsTr("desk.take_out").arg(modelData); onClicked: list.dropped(index) }
        }
    }

    Say { visible: list.known.length > 0; width: parent.width; kind: "caption"; text: qsTr("desk.before") }

    Flow {
        visible: list.known.length > 0
        width: parent.width
        spacing: Theme.near

        Repeater {
            model: list.known

            Button { required property string modelData; required property int index; objectName: list.objectName + ".known." + index; kind: "chip"; height: Theme.target; width: Math.min(implicitWidth, list.width); text: modelData; onClicked: list.taken(index) }
        }
    }
}
