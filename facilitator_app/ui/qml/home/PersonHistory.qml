// What was told of a person, when and by whom, the latest first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: history

    required property PersonPage page

    spacing: Theme.near

    Say { Layout.fillWidth: true; Layout.topMargin: Theme.near; kind: "title"; wrapMode: Text.Wrap; text: qsTr("ui.people.history") }

    Repeater {
        model: history.page.history

        ColumnLayout {
            id: row

            required property var modelData
            required property int index

            objectName: history.objectName + "." + index
            Layout.fillWidth: true
            spacing: 2

            Say { objectName: row.objectName + ".when"; Layout.fillWidth: true; kind: "caption"; text: row.modelData.when }
            Say { objectName: row.objectName + ".text"; Layout.fillWidth: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
        }
    }
}
