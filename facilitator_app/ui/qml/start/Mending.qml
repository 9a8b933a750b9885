// A record that does not open: what is wrong, where it lies, the copy to go on with, and one question before that happens.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property MendingView mending
    required property string playing
    readonly property bool busy: mending.doing !== ""
    readonly property bool asked: mending.asking !== ""

    objectName: "mending"
    focus: true
    Component.onCompleted: forceActiveFocus()
    Keys.onEscapePressed: if (asked) mending.ask("")

    Scroller {
        anchors { fill: parent; margins: Theme.pad }
        contentHeight: Math.max(height, column.implicitHeight)

        ColumnLayout {
            id: column

            anchors.centerIn: parent
            width: Math.min(Theme.readable, parent.width)
            spacing: Theme.gap

            RowLayout {
                spacing: 12

                Glyph { glyphName: "warning"; color: Theme.attention; size: 32 }
                Say { objectName: "mending.title"; Layout.fillWidth: true; kind: "heading"; text: page.mending.title; wrapMode: Text.Wrap }
            }

            Say { objectName: "mending.what"; Layout.fillWidth: true; text: page.mending.what; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { objectName: "mending.aside"; visible: text !== ""; Layout.fillWidth: true; text: page.mending.aside; color: Theme.mid; wrapMode: Text.WrapAtWordBoundaryOrAnywhere }

            RowLayout {
                visible: page.playing !== ""
                spacing: 10

                Glyph { glyphName: "music"; size: 22; color: Theme.mid }
                Say { objectName: "mending.playing"; Layout.fillWidth: true; text: page.playing; color: Theme.mid; wrapMode: Text.Wrap }
            }

            Panel {
                Layout.fillWidth: true
                implicitHeight: told.implicitHeight + 2 * Theme.pad

                ColumnLayout {
                    id: told

                    anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.pad }
                    spacing: Theme.near

                    Say { objectName: "mending.doing"; visible: text !== ""; Layout.fillWidth: true; text: page.mending.doing; wrapMode: Text.Wrap }
                    Say { objectName: "mending.copy"; visible: text !== "" && !page.busy; Layout.fillWidth: true; kind: page.mending.go_on_text !== "" ? "title" : "body"; text: page.mending.copy; wrapMode: Text.Wrap; lineHeight: 1.2 }
                    Say { objectName: "mending.lacks"; visible: text !== "" && !page.busy; Layout.fillWidth: true; text: page.mending.lacks; wrapMode: Text.Wrap; lineHeight: 1.2 }
                    Say { objectName: "mending.place"; visible: text !== "" && !page.busy; Layout.fillWidth: true; text: page.mending.place; color: Theme.mid; wrapMode: Text.WrapAtWordBoundaryOrAnywhere }
                    FieldError { objectName: "mending.error"; Layout.fillWidth: true; text: page.mending.error }
                    Say { objectName: "mending.question"; visible: page.asked && !page.busy; Layout.fillWidth: true; Layout.topMargin: Theme.near; kind: "strong"; text: page.mending.question; wrapMode: Text.Wrap; lineHeight: 1.2 }
                }
            }

            MendingActs { Layout.fillWidth: true; mending: page.mending; enabled: !page.busy }
        }
    }
}
