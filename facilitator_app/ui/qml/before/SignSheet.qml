// A paper of the group, to be read and signed by hand on this screen; or, by keyboard, with the name typed.  The whole window is theirs.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../after"
import "../components"

Sheet {
    id: sheet

    required property PaperSigning signing
    readonly property var errors: signing.form.errors

    open: signing.open
    title: signing.title
    sheetWidth: 4000
    tall: true
    z: 31
    onClosed: signing.close()
    actions: [
        Button { objectName: "sign.turn"; height: Theme.primary; glyph: sheet.signing.types ? "sign" : "keyboard"; text: sheet.signing.types ? qsTr("ink.draw") : qsTr("ink.type"); onClicked: sheet.signing.turn() },
        Button { objectName: "sign.clear"; visible: !sheet.signing.types; enabled: !field.is_empty; height: Theme.primary; glyph: "undo"; text: qsTr("ink.clear"); onClicked: field.clear() },
        Button { objectName: "sign.do"; kind: "primary"; glyph: "check"; enabled: sheet.signing.types || !field.is_empty; text: qsTr("ink.sign"); onClicked: sheet.done() }
    ]

    function done() {
        if (signing.types)
            signing.sign_typed(typed.text);
        else
            signing.sign(field);
    }

    Connections {
        target: sheet.signing

        function onOpened() { field.clear(); typed.text = ""; scroller.contentY = 0 }
    }

    Scroller {
        id: scroller

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 60
        contentHeight: words.implicitHeight

        Say { id: words; objectName: "sign.text"; width: Math.min(parent.width - 12, Theme.readable * 1.3); text: sheet.signing.text; wrapMode: Text.Wrap; lineHeight: 1.3 }
    }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.gap

        Say { objectName: "sign.name"; kind: "title"; text: sheet.signing.name }
        Say { objectName: "sign.witness"; width: Math.min(implicitWidth, parent.width); wrapMode: Text.Wrap; topPadding: 6; kind: "caption"; text: sheet.signing.witness + " · " + qsTr("ink.agree") }
    }

    Rectangle {
        visible: !sheet.signing.types
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(150, Math.min(340, sheet.height * 0.36))
        radius: Theme.corner
        color: Theme.bg
        border { width: 1; color: sheet.errors.ink ? Theme.attention : Theme.controlLine }

        InkField {
            id: field

            readonly property Inks inks: Inks {}

            objectName: "sign.field"
            anchors { fill: parent; margins: 2 }
            colours: inks.colours
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("ink.field")
        }

        Say { visible: field.is_empty; anchors { left: parent.left; leftMargin: 24; bottom: parent.bottom; bottomMargin: 14 } kind: "caption"; text: qsTr("ink.field") }
    }

    Field { id: typed; objectName: "sign.typed"; visible: sheet.signing.types; Layout.fillWidth: true; label: qsTr("ink.typed"); error: sheet.errors.typed ?? ""; onAccepted: sheet.done() }
    FieldError { objectName: "sign.error"; Layout.fillWidth: true; text: sheet.errors.ink ?? sheet.signing.form.general }
}
