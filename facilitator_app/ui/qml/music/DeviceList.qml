// Devices to choose one from.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: list

    required property string name
    required property string title
    required property var rows
    signal picked(string key)

    Layout.preferredWidth: 1 // both lists are as wide
    spacing: 8
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Say { Layout.fillWidth: true; kind: "strong"; text: list.title; wrapMode: Text.Wrap }

    Repeater {
        model: list.rows

        Choice {
            required property var modelData
            required property int index

            objectName: list.name + "." + index
            Layout.fillWidth: true
            text: modelData.text
            note: modelData.note
            chosen: modelData.chosen
            Accessible.name: list.title + ": " + text
            onClicked: list.picked(modelData.key)
        }
    }
}
