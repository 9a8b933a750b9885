// A day of the week as a column: its name opens the day, below it what is on it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import "../components"

ColumnLayout {
    id: day

    required property var modelData
    signal opened(var item)
    signal picked(string key)

    Layout.fillWidth: true
    Layout.alignment: Qt.AlignTop
    spacing: 6

    T.AbstractButton {
        id: head

        objectName: "calendar.day." + day.modelData.key
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.target, named.implicitHeight + 12)
        focusPolicy: Qt.StrongFocus
        text: day.modelData.long
        onClicked: day.picked(day.modelData.key)
        Keys.onReturnPressed: head.click()
        Keys.onEnterPressed: head.click()

        Accessible.role: Accessible.Button
        Accessible.name: text

        background: Rectangle {
            radius: Theme.corner
            color: head.down ? Theme.line : "transparent"
            border.width: head.visualFocus ? Theme.focusLine : day.modelData.today ? 2 : 1
            border.color: head.visualFocus ? Theme.hi : day.modelData.today ? Theme.accent : Theme.line
        }

        contentItem: Item {
            Column {
                id: named

                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 4 }

                Say { width: parent.width; kind: "caption"; horizontalAlignment: Text.AlignHCenter; elide: Text.ElideRight; text: day.modelData.weekday; Accessible.ignored: true }
                Say { width: parent.width; kind: day.modelData.today ? "strong" : "body"; horizontalAlignment: Text.AlignHCenter; text: day.modelData.text; figures: true; Accessible.ignored: true }
            }
        }
    }

    Repeater {
        model: day.modelData.items

        T.AbstractButton {
            id: item

            required property var modelData

            objectName: "calendar.item." + modelData.id
            Layout.fillWidth: true
            implicitHeight: Math.max(Theme.primary, words.implicitHeight + 16)
            focusPolicy: Qt.StrongFocus
            text: modelData.line + ", " + modelData.note
            onClicked: day.opened(modelData)
            Keys.onReturnPressed: item.click()
            Keys.onEnterPressed: item.click()

            Accessible.role: Accessible.Button
            Accessible.name: text

            background: Rectangle {
                radius: Theme.corner
                color: item.down ? Theme.line : Theme.raised
                border.width: item.visualFocus ? Theme.focusLine : 0
                border.color: Theme.hi
            }

            contentItem: Item {
                Column {
                    id: words

                    anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 10 }
                    spacing: 2

                    Row {
                        spacing: 6

                        Glyph { glyphName: item.modelData.glyph; size: 20; color: Theme.mid; anchors.verticalCenter: parent.verticalCenter }
                        Say { kind: "strong"; figures: true; text: item.modelData.at; Accessible.ignored: true }
                    }

                    Say { width: parent.width; kind: "caption"; text: item.modelData.text; wrapMode: Text.Wrap; maximumLineCount: 3; elide: Text.ElideRight; Accessible.ignored: true }
                    Say { objectName: item.objectName + ".twice"; visible: text !== ""; width: parent.width; kind: "caption"; color: Theme.soon; wrapMode: Text.Wrap; text: item.modelData.twice; Accessible.ignored: true }
                }
            }
        }
    }
}
