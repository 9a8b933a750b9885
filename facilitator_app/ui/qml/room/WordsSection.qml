// Free text: a note, the person's own words, what needs care.  The draft is kept while it is typed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property WordsPanel words

    spacing: 8

    Chips {
        objectName: "words.kind"
        label: qsTr("room_ui.words_kind")
        Layout.fillWidth: true
        visible: section.words.kinds.length > 1 && section.height > 190
        columns: 3
        options: section.words.kinds
        current: section.words.kind
        onPicked: key => section.words.choose(key)
    }

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true

        NoteField {
            id: field

            objectName: "words.text"
            width: parent.width
            boxHeight: parent.height
            hint: section.words.hint
            text: section.words.text
            briefly: section.words.kind === "quote"
            onEdited: section.words.read(field.input.textDocument)
            onFinished: section.words.save()
            Component.onCompleted: input.forceActiveFocus()
        }
    }

    Refused { Layout.fillWidth: true; text: section.words.refusal }

    Say { objectName: "words.draft"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: section.words.draft }

    RowLayout {
        spacing: 8

        Button {
            objectName: "words.save_quote"
            visible: section.words.kind === "note" && section.words.kinds.length > 1
            Layout.fillWidth: true
            leftPadding: 8
            rightPadding: 8
            enabled: !section.words.saving
            text: qsTr("words_ui.save_quote")
            onClicked: section.words.save_quote()
        }
        Button {
            objectName: "words.save"
            Layout.fillWidth: true
            kind: "primary"
            enabled: !section.words.saving
            text: section.words.saving ? qsTr("room_ui.saving") : qsTr("room_ui.save_words")
            onClicked: section.words.save()
        }
    }
}
