// One word of the set: its icon (opens group and icons), its name, earlier, later, out.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Column {
    id: row

    required property WordsEditor editor
    required property string key
    required property string label
    required property string group
    required property string heads
    required property string picture
    required property bool opened
    required property string error

    spacing: 6

    Say { visible: row.heads !== ""; topPadding: 10; kind: "strong"; text: row.heads }

    RowLayout {
        width: row.width
        spacing: 8

        Button { objectName: "word." + row.key + ".open"; Layout.alignment: Qt.AlignTop; kind: "round"; glyph: row.picture; chosen: row.opened; text: qsTr("words.open") + " " + row.label; onClicked: row.editor.look(row.key) }
        Field { objectName: "word." + row.key; Layout.fillWidth: true; text: row.label; error: row.error; input.Accessible.name: qsTr("words.word") + " " + row.label; onEdited: text => row.editor.rename(row.key, text) }
        Button { objectName: "word." + row.key + ".up"; Layout.alignment: Qt.AlignTop; kind: "round"; glyph: "arrow-up"; text: qsTr("words.earlier") + " " + row.label; onClicked: row.editor.move(row.key, -1) }
        Button { objectName: "word." + row.key + ".down"; Layout.alignment: Qt.AlignTop; kind: "round"; glyph: "arrow-down"; text: qsTr("words.later") + " " + row.label; onClicked: row.editor.move(row.key, 1) }
        Button { objectName: "word." + row.key + ".remove"; Layout.alignment: Qt.AlignTop; kind: "round"; glyph: "close"; text: qsTr("words.remove") + " " + row.label; onClicked: row.editor.remove(row.key) }
    }

    Flow {
        visible: row.opened
        width: row.width
        spacing: 8

        Repeater {
            model: row.opened ? row.editor.groups : []

            Button {
                required property var modelData

                objectName: "word.group." + modelData.key.replace(" ", "_")
                kind: "chip"
                implicitHeight: Math.max(Theme.target, lines)
                text: modelData.text
                chosen: modelData.key === row.group
                onClicked: row.editor.regroup(row.key, modelData.key)
            }
        }
    }
    Flow {
        visible: row.opened
        width: row.width
        spacing: 8
        bottomPadding: 8

        Repeater {
            model: row.opened ? row.editor.icons : []

            Button {
                required property string modelData

                objectName: "word.icon." + modelData
                kind: "round"
                glyph: modelData
                text: qsTr("words.icon") + " " + modelData
                chosen: modelData === row.picture
                onClicked: row.editor.picture(row.key, modelData)
            }
        }
    }
}
