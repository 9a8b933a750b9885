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

        GridLayout {
            id: row

            required property var modelData
            required property int index

            Layout.fillWidth: true
            columns: table.width < 2 * table.names * Theme.factor ? 1 : 2 // one below the other where there is little room
            columnSpacing: Theme.gap
            rowSpacing: 2

            Say { Layout.preferredWidth: table.names * Theme.factor; Layout.maximumWidth: row.columns > 1 ? Layout.preferredWidth : table.width; Layout.alignment: Qt.AlignTop; kind: "caption"; text: row.modelData.name; wrapMode: Text.Wrap }
            Say { objectName: table.objectName + ".text." + row.index; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; figures: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.15 }
        }
    }
}
