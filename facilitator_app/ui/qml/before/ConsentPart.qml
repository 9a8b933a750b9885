// Consent for this session given in writing, on paper, or before a witness; folded where a word is enough, or once it is given.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../groups"

ColumnLayout {
    id: part

    required property ConsentView consent
    property string unfolded: "" // of whom it was opened
    readonly property bool open: part.consent.person !== "" && ((part.consent.asked && !part.consent.is_given) || part.unfolded === part.consent.person)
    readonly property bool found: part.consent.person !== "" && part.consent.scanning.person === part.consent.person

    spacing: Theme.near

    Say { objectName: "consent.asks"; visible: part.consent.asked && !part.consent.is_given; Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("consent.asks") }

    Flow {
        visible: !part.open || part.consent.shows
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: "consent.look"; visible: part.consent.shows; height: Theme.primary; glyph: "review"; text: qsTr("attachments.look"); onClicked: part.consent.show_again() }
        Button { objectName: "consent.more"; visible: !part.open; height: Theme.primary; glyph: "sign"; text: qsTr("consent.more"); onClicked: part.unfolded = part.consent.person }
    }

    Say { objectName: "consent.text"; visible: part.open; Layout.fillWidth: true; wrapMode: Text.Wrap; lineHeight: 1.2; text: part.consent.text }

    Flow {
        visible: part.open
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: "consent.sign"; kind: "primary"; height: Theme.primary; glyph: "sign"; text: qsTr("ink.here"); onClicked: part.consent.sign() }
        Button { objectName: "consent.hear"; height: Math.max(Theme.primary, lines); width: Math.min(implicitWidth, parent.width); glyph: "check"; text: part.consent.witness; onClicked: part.consent.hear() }
    }

    Say { visible: part.open; kind: "strong"; text: qsTr("consent.on_paper") }
    ScanRow { objectName: "consent.scan"; visible: part.open; Layout.fillWidth: true; scanning: part.consent.scanning; person: part.consent.person }
    Button { objectName: "consent.keep"; visible: part.open && part.found; Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: "check"; text: qsTr("consent.keep"); onClicked: part.consent.keep() }
    FieldError { objectName: "consent.error"; Layout.fillWidth: true; text: part.consent.form.general }
}
