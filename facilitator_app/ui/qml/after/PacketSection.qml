pragma ComponentBehavior: Bound
// One part of the text.  Typing is kept as a draft; what shows somebody else is marked where it stands, with a way to settle it,
// and what changed in the record behind an edited text is told above it.
import QtQuick
import Facilitator
import "../components"

Column {
    id: part

    required property PacketView packet
    required property string key
    required property string title
    required property string told
    required property bool edited
    required property int finds
    required property var changes
    required property string stays
    readonly property bool folds: key === "interpretation" // stands apart from what was said and seen
    property bool unfolded: false

    objectName: "packet.section." + key
    spacing: 8

    Item {
        width: parent.width
        height: Math.max(title.height, acts.height)

        Say { id: title; kind: "strong"; text: part.title + (part.edited ? " · " + qsTr("after.edited") : ""); anchors.verticalCenter: parent.verticalCenter; width: parent.width - acts.width; wrapMode: Text.Wrap }

        Row {
            id: acts

            anchors.right: parent.right

            Button {
                objectName: "packet.record." + part.key
                visible: part.edited && part.changes.length === 0 && (!part.folds || part.unfolded)
                kind: "plain"
                glyph: "undo"
                text: qsTr("after.take_record")
                onClicked: part.packet.take_record(part.key)
            }
            Button {
                objectName: "packet.fold." + part.key
                visible: part.folds
                kind: "plain"
                text: part.unfolded ? qsTr("after.fold") : qsTr("after.unfold")
                Accessible.name: text + ", " + part.title
                onClicked: part.unfolded = !part.unfolded
            }
        }
    }

    Say { visible: part.folds; width: parent.width; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("after.interpretation_note") }

    Loader {
        active: part.changes.length > 0
        visible: active
        width: parent.width
        sourceComponent: BehindCard { packet: part.packet; key: part.key; title: part.title; changes: part.changes; stays: part.stays }
    }

    NoteField {
        id: field

        objectName: "packet.text." + part.key
        visible: !part.folds || part.unfolded || part.finds > 0
        width: parent.width
        boxHeight: Math.max(72, Math.min(440, input.implicitHeight + 30))
        text: part.told
        hint: qsTr("after.empty_section")
        input.Accessible.name: part.title
        onEdited: words => part.packet.edit(part.key, words)

        FindMarks { document: field.input.textDocument; finds: part.packet.finds_in(part.key); colour: Theme.attention }
    }

    Repeater {
        model: part.packet.finds_in(part.key)

        FindCard { width: part.width; packet: part.packet }
    }
}
