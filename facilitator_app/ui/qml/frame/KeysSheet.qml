// The keys that work, by group: the window's, the room's, those of a round, everywhere.
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
    sheetWidth: 1080
    onClosed: keys.close()

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        Flow {
            id: column

            readonly property int across: width > 800 * Theme.factor ? 2 : 1

            width: parent.width
            spacing: 24

            Repeater {
                model: sheet.keys.groups

                Column {
                    id: group

                    required property var modelData

                    width: (column.width - column.spacing * (column.across - 1)) / column.across
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
