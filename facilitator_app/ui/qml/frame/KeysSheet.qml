// The keys that work, in three groups: the window's, the room's, everywhere.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property KeyMap keys

    open: keys.open
    title: qsTr("ui.keys.title")
    sheetWidth: 760
    onClosed: keys.close()

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        Column {
            id: column

            width: parent.width
            spacing: 18

            Repeater {
                model: sheet.keys.groups

                Column {
                    id: group

                    required property var modelData

                    width: parent.width
                    spacing: 6

                    Repeater {
                        model: group.modelData

                        RowLayout {
                            id: row

                            required property var modelData

                            width: group.width
                            spacing: Theme.gap

                            Say { objectName: "keys." + row.modelData.key; Layout.preferredWidth: 160 * Theme.factor; wrapMode: Text.Wrap; kind: "strong"; text: row.modelData.key; Accessible.ignored: true }
                            Say { Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: row.modelData.text; Accessible.name: row.modelData.key + ": " + text }
                        }
                    }
                }
            }
        }
    }
}
