// A piece as something to touch: title, what is known of it, length and loudness at its end.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: piece

    required property string title
    property string note: ""
    property string aside: ""
    property bool bad: false

    text: title
    implicitHeight: Math.max(Theme.primary, words.implicitHeight + 16)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: title + (note === "" ? "" : ", " + note) + (aside === "" ? "" : ", " + aside)
    Keys.onReturnPressed: piece.click()
    Keys.onEnterPressed: piece.click()

    contentItem: Item {
        Column {
            id: words

            anchors { left: parent.left; leftMargin: 4; right: end.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: 1

            Say { width: parent.width; kind: "strong"; text: piece.title; Accessible.ignored: true }
            Say { visible: text !== ""; width: parent.width; kind: "caption"; color: piece.bad ? Theme.attention : Theme.mid; text: piece.note; Accessible.ignored: true }
        }

        Row {
            id: end

            anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
            spacing: 10

            Glyph { visible: piece.bad; glyphName: "attention"; size: 22; color: Theme.attention; anchors.verticalCenter: parent.verticalCenter }
            Say { kind: "caption"; figures: true; text: piece.aside; Accessible.ignored: true; anchors.verticalCenter: parent.verticalCenter }
        }
    }
}
