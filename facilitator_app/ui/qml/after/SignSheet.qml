// Signing the session: who has signed, what is in the way, the words of the signature.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property SigningView signing
    readonly property bool wanted: signing?.is_wanted ?? false

    objectName: "sign"
    title: qsTr("sign.open")
    open: signing?.is_open ?? false
    onClosed: signing.close()
    onOpenChanged: if (open) words.text = signing.meaning

    Connections {
        target: sheet.signing?.form ?? null

        function onDone(): void { words.text = sheet.signing.meaning; } // what is signed next has words of its own
    }

    Say { Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.mid; text: qsTr("sign.about") }

    Repeater {
        model: sheet.signing?.signatures ?? []

        RowLayout {
            id: row

            required property string modelData
            required property int index

            Layout.fillWidth: true
            spacing: Theme.near

            Glyph { glyphName: "sign"; color: Theme.hi; Layout.alignment: Qt.AlignTop }
            Say { objectName: "sign.signature." + row.index; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; text: row.modelData }
        }
    }

    NoteField {
        id: words

        objectName: "sign.meaning"
        Layout.fillWidth: true
        visible: sheet.wanted
        boxHeight: 88
        label: qsTr("sign.words")
        error: sheet.signing?.form.errors.meaning ?? ""
    }

    Say { objectName: "sign.hindrance"; Layout.fillWidth: true; visible: text !== ""; wrapMode: Text.Wrap; color: Theme.attention; text: sheet.signing?.form.general || sheet.signing?.hindrance || "" }

    actions: [
        Say { visible: sheet.wanted; kind: "caption"; text: sheet.signing?.signer ?? "" },
        Button { objectName: "sign.do"; kind: "primary"; glyph: "sign"; enabled: sheet.wanted && !sheet.signing.form.busy; text: sheet.signing?.label ?? ""; onClicked: sheet.signing.sign(words.text) }
    ]
}
