pragma ComponentBehavior: Bound
// The group in figures: counts by phase, how long the phases were, how long things took.  Nobody's name, word or value.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property GroupView group
    readonly property int columns: Math.max(1, group?.heads.length ?? 1)
    readonly property real column: Math.max(84, (Math.min(width, sheetWidth) - 340) / columns)

    objectName: "group"
    title: qsTr("group.title")
    tall: true
    sheetWidth: 1400
    open: group?.is_open ?? false
    onClosed: group.show(false)

    Say { objectName: "group.people"; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: sheet.group?.people ?? "" }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: page.implicitHeight

        Column {
            id: page

            width: parent.width
            spacing: 4

            Line { head: true; label: ""; cells: sheet.group?.heads ?? [] }
            Line { label: qsTr("group.length"); cells: ["", ...(sheet.group?.lengths ?? [])]; visible: (sheet.group?.lengths.length ?? 0) > 0 }

            Repeater {
                id: rows

                model: sheet.group?.rows ?? []

                Line {
                    required property var modelData

                    objectName: "group.row." + modelData.key
                    label: modelData.text
                    cells: modelData.cells
                }
            }

            Item { width: 1; height: 12 }

            Repeater {
                model: sheet.group?.times ?? []

                Say {
                    required property string modelData

                    width: page.width
                    wrapMode: Text.Wrap
                    figures: true
                    text: modelData
                }
            }
        }
    }

    component Line: Item {
        id: line

        property string label: ""
        property bool head: false
        property var cells: []

        width: page.width
        implicitHeight: words.implicitHeight + 14
        Accessible.role: Accessible.Row
        Accessible.name: [label, ...cells].filter(part => part !== "").join(", ")

        Rectangle { anchors { left: parent.left; right: parent.right; bottom: parent.bottom } height: 1; color: Theme.line }

        Row {
            id: words

            anchors.verticalCenter: parent.verticalCenter

            Say { width: page.width - sheet.column * sheet.columns; wrapMode: Text.Wrap; text: line.label; Accessible.ignored: true }

            Repeater {
                model: line.cells

                Say {
                    required property string modelData

                    width: sheet.column - 8
                    rightPadding: 8
                    figures: true
                    kind: line.head ? "caption" : "body"
                    wrapMode: Text.Wrap
                    text: modelData
                    Accessible.ignored: true
                }
            }
        }
    }
}
