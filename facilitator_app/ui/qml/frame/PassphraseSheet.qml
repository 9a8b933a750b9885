// One's own passphrase, changed by the old one; after the code on paper was used, a way in chosen anew.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property PassphraseChange change

    objectName: "passphrase"
    open: change?.open ?? false
    title: qsTr("ui.way_in.title")
    onClosed: change.close()
    onOpenChanged: begin()
    actions: [
        Button { objectName: "passphrase.cancel"; text: qsTr("ui.cancel"); onClicked: sheet.closed() },
        Button { objectName: "passphrase.keep"; kind: "primary"; enabled: !(sheet.change?.form.busy ?? false); text: qsTr("ui.way_in.keep"); onClicked: sheet.send() }
    ]

    function begin() { // nothing typed stays behind, whichever way the sheet went
        for (const field of [old, signIn, anew, again])
            field.text = "";
        if (open)
            (old.visible ? old : signIn).forceActiveFocus();
    }

    function send() {
        change.keep(old.text, signIn.text, anew.text, again.text);
    }

    Say { objectName: "passphrase.whose"; Layout.fillWidth: true; kind: "strong"; text: sheet.change?.name ?? "" }
    Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: sheet.change?.by_code ? qsTr("ui.way_in.by_code") : qsTr("ui.way_in.about") }
    Field { id: old; objectName: "passphrase.old"; Layout.fillWidth: true; visible: !(sheet.change?.by_code ?? false); secret: true; label: qsTr("ui.way_in.old"); error: sheet.change?.form.errors.passphrase ?? "" }
    Field { id: signIn; objectName: "passphrase.sign_in"; Layout.fillWidth: true; visible: sheet.change?.by_code ?? false; label: qsTr("ui.staff.sign_in"); error: sheet.change?.form.errors.sign_in ?? "" }
    Field { id: anew; objectName: "passphrase.new"; Layout.fillWidth: true; secret: true; label: qsTr("ui.way_in.new"); error: sheet.change?.form.errors.new ?? "" }
    Field { id: again; objectName: "passphrase.again"; Layout.fillWidth: true; secret: true; label: qsTr("ui.again"); error: sheet.change?.form.errors.again ?? ""; onAccepted: sheet.send() }
    FieldError { objectName: "passphrase.general"; Layout.fillWidth: true; text: sheet.change?.form.general ?? "" }
}
