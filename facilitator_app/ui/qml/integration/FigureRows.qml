// Rows of a name and what there is to say of it, the names in a column of their own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: table

    property var rows: []
    property real names: 280

    spacing: 6

    Repeater {
        model: table.rows

        RowLayout {
            id: row

            required property var modelData
            required property int index

            Layout.fillWidth: true
            spacing: Theme.gap

            Say { Layout.preferredWidth: table.names; Layout.maximumWidth: table.names; Layout.alignment: Qt.AlignTop; kind: "caption"; text: row.modelData.name; wrapMode: Text.Wrap }
            Say { objectName: table.objectName + ".text." + row.index; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; figures: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.15 }
        }
    }
}
