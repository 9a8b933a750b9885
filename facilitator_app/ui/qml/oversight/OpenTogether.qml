// Two custodians open an author's process notes: each shows who they are, with a reason; then the notes, until closed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property CustodyView custody

    objectName: "together"
    open: custody.asking
    title: custody.title
    sheetWidth: 1000
    tall: true
    z: 30
    onClosed: custody.close()
    actions: [
        Button { objectName: "together.open"; visible: !sheet.custody.is_open; kind: "primary"; glyph: "unlock"; enabled: !sheet.custody.opening.busy; text: qsTr("custody.open"); onClicked: sheet.custody.open_together(first.told(), second.told(), reason.text) }
    ]

    Connections {
        target: sheet.custody

        function onOpened() { first.clear(); second.clear(); if (!sheet.custody.is_open) reason.text = "" }
    }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: (sheet.custody.is_open ? notes.implicitHeight : asked.implicitHeight) + 8

        ColumnLayout {
            id: asked

            visible: !sheet.custody.is_open
            width: parent.width - 12
            spacing: Theme.gap

            Say { Layout.fillWidth: true; color: Theme.mid; text: qsTr("custody.open_about"); wrapMode: Text.Wrap; lineHeight: 1.2 }
            Hand { id: first; objectName: "together.first"; Layout.fillWidth: true; label: qsTr("custody.first"); people: sheet.custody.custodians; error: sheet.custody.opening.errors.first ?? "" }
            Hand { id: second; objectName: "together.second"; Layout.fillWidth: true; label: qsTr("custody.second"); people: sheet.custody.custodians; error: sheet.custody.opening.errors.second ?? "" }
            NoteField { id: reason; objectName: "together.reason"; Layout.fillWidth: true; boxHeight: 84; label: qsTr("custody.reason"); error: sheet.custody.opening.errors.reason ?? "" }
            FieldError { objectName: "together.error"; Layout.fillWidth: true; text: sheet.custody.opening.general }
        }

        ColumnLayout {
            id: notes

            visible: sheet.custody.is_open
            width: parent.width - 12
            spacing: Theme.gap

            Say { objectName: "together.none"; visible: sheet.custody.notes.length === 0; Layout.fillWidth: true; text: qsTr("custody.nothing_opened"); wrapMode: Text.Wrap }

            Repeater {
                model: sheet.custody.notes

                ColumnLayout {
                    id: note

                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    spacing: 4

                    Say { Layout.fillWidth: true; kind: "strong"; text: note.modelData.name }
                    Say { Layout.fillWidth: true; kind: "caption"; text: note.modelData.when }
                    Say { objectName: "together.note." + note.index; Layout.fillWidth: true; text: note.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2; textFormat: Text.PlainText }
                    Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }
                }
            }
        }
    }
}
