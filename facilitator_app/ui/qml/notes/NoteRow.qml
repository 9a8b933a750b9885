// A process note as it reads now, when it was kept and of which session; how it read before, when asked.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import "../components"

ColumnLayout {
    id: row

    property var note: ({})
    property bool before: false
    signal changed

    spacing: 4

    Say { objectName: row.objectName + ".when"; Layout.fillWidth: true; kind: "caption"; text: row.note.when + " · " + row.note.copy; wrapMode: Text.Wrap }
    Say { objectName: row.objectName + ".text"; Layout.fillWidth: true; text: row.note.text; wrapMode: Text.Wrap; lineHeight: 1.2; textFormat: Text.PlainText }

    Repeater {
        model: row.before ? row.note.earlier : []

        ColumnLayout {
            id: earlier

            required property var modelData

            Layout.fillWidth: true
            Layout.leftMargin: Theme.gap
            spacing: 2

            Say { Layout.fillWidth: true; kind: "caption"; text: earlier.modelData.when; wrapMode: Text.Wrap }
            Say { Layout.fillWidth: true; color: Theme.mid; text: earlier.modelData.text; wrapMode: Text.Wrap; textFormat: Text.PlainText }
        }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: row.objectName + ".change"; glyph: "write"; text: qsTr("process_notes.change"); onClicked: row.changed() }
        Button { objectName: row.objectName + ".before"; visible: row.note.earlier.length > 0; kind: "plain"; text: qsTr("process_notes.before"); chosen: row.before; onClicked: row.before = !row.before }
    }
    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
}
