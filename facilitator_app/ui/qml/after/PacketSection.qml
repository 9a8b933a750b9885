// One section of text.  Typing is kept as a draft; what shows somebody else is marked where it stands, with a way to settle it.
import QtQuick
import Facilitator
import "../components"

Column {
    id: section

    required property PacketView packet
    required property string key
    required property string title
    required property string told
    required property bool edited
    required property int finds

    objectName: "packet.section." + key
    spacing: 8

    Item {
        width: parent.width
        height: Math.max(title.height, back.visible ? back.height : 0)

        Say { id: title; kind: "strong"; text: section.title + (section.edited ? " · " + qsTr("after.edited") : ""); anchors.verticalCenter: parent.verticalCenter; width: parent.width - (back.visible ? back.width : 0) }
        Button {
            id: back

            objectName: "packet.record." + section.key
            visible: section.edited
            anchors.right: parent.right
            kind: "plain"
            glyph: "undo"
            text: qsTr("after.take_record")
            onClicked: section.packet.take_record(section.key)
        }
    }

    NoteField {
        id: field

        objectName: "packet.text." + section.key
        width: parent.width
        boxHeight: Math.max(72, Math.min(440, input.implicitHeight + 30))
        text: section.told
        hint: qsTr("after.empty_section")
        input.Accessible.name: section.title
        onEdited: words => section.packet.edit(section.key, words)

        FindMarks { document: field.input.textDocument; section: section.key; finds: section.packet.finds; colour: Theme.attention }
    }

    Repeater {
        model: section.packet.finds

        FindCard {
            id: card

            width: section.width
            visible: card.section === section.key
            packet: section.packet
        }
    }
}
