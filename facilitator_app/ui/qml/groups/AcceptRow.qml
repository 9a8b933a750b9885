// One member and the version they accepted; open, how they accept the one that holds.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../before"
import "../components"
import "../integration"

Panel {
    id: row

    required property string key
    required property string name
    required property string told
    required property bool lacks
    required property string line
    required property bool shows
    required property string group
    required property GroupsView at
    readonly property bool back: line !== "" && papers.withdrawal.line === line
    required property GroupPapers papers
    readonly property bool open: papers.person === key
    readonly property var errors: papers.accepting.errors
    readonly property string how: papers.chosen.how ?? ""
    readonly property bool onPaper: how === "on_paper"
    readonly property bool found: at.scanning.person === key

    objectName: "accept." + key
    implicitHeight: inside.implicitHeight + 28
    onOpenChanged: fill()

    function act() {
        if (how === "signed")
            at.signing.begin(group, papers.paper, key);
        else if (how === "scanned")
            at.scanning.keep(group, papers.paper, papers.chosen.version, day.text);
        else
            papers.accept();
    }

    function fill() {
        reference.text = papers.chosen.reference ?? "";
        day.text = papers.chosen.day ?? "";
    }

    Opening { open: row.open || row.back }

    ColumnLayout {
        id: inside

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; margins: 16 }
        spacing: Theme.near

        RowLayout {
            spacing: Theme.gap

            Glyph { visible: row.lacks; glyphName: "attention"; color: Theme.attention }

            ColumnLayout {
                spacing: 4

                Say { Layout.fillWidth: true; kind: "strong"; text: row.name }
                Say { objectName: row.objectName + ".text"; Layout.fillWidth: true; kind: "caption"; text: row.told; wrapMode: Text.Wrap }
            }

            Button { objectName: row.objectName + ".look"; visible: row.shows; glyph: "review"; text: qsTr("attachments.look"); Accessible.name: text + ": " + row.name; onClicked: row.at.shown.show(row.group, row.papers.paper, row.key) }
            Button { objectName: row.objectName + ".back"; visible: row.line !== ""; chosen: row.back; text: qsTr("agenda.take_back"); Accessible.name: text + ": " + row.name; onClicked: row.papers.withdrawal.ask_of(row.key, row.line) }
            Button { objectName: row.objectName + ".open"; visible: row.lacks || row.papers.versions.length > 1; chosen: row.open; glyph: "sign"; text: qsTr("groups_ui.accept"); Accessible.name: text + ": " + row.name; onClicked: row.papers.ask(row.key) }
        }

        Loader { active: row.back; visible: active; Layout.fillWidth: true; sourceComponent: Component { WithdrawForm { objectName: row.objectName + ".withdrawn"; withdrawal: row.papers.withdrawal } } }
        Say { visible: row.open; Layout.fillWidth: true; text: row.papers.whose; wrapMode: Text.Wrap }
        ChoiceLine { objectName: row.objectName + ".how"; visible: row.open; Layout.fillWidth: true; label: qsTr("groups_ui.how"); options: row.papers.ways; current: row.papers.chosen.how ?? ""; error: row.errors.how ?? ""; onPicked: key => row.papers.say("how", key) }
        ChoiceLine { objectName: row.objectName + ".version"; visible: row.open && row.how !== "signed" && options.length > 0; Layout.fillWidth: true; label: qsTr("groups_ui.which_version"); options: row.papers.versions; current: row.papers.chosen.version ?? ""; onPicked: key => row.papers.say("version", key) }
        ChoiceLine { objectName: row.objectName + ".witness"; visible: row.open && row.how === "witnessed"; Layout.fillWidth: true; label: qsTr("groups_ui.witness"); options: row.papers.team; current: row.papers.chosen.witness ?? ""; error: row.errors.witness ?? ""; onPicked: key => row.papers.say("witness", key) }
        Field { id: reference; objectName: row.objectName + ".reference"; visible: row.open && row.onPaper; Layout.fillWidth: true; label: qsTr("groups_ui.reference"); hint: qsTr("groups_ui.reference_hint"); error: row.errors.reference ?? ""; onEdited: text => row.papers.say("reference", text); onAccepted: row.papers.accept() }
        ScanRow { objectName: row.objectName + ".scan"; visible: row.open && row.how === "scanned"; Layout.fillWidth: true; scanning: row.at.scanning; person: row.key }
        Field { id: day; objectName: row.objectName + ".day"; visible: row.open && row.how !== "signed" && (row.how !== "scanned" || row.found); Layout.fillWidth: true; label: qsTr("groups_ui.accepted_day"); hint: qsTr("groups_ui.day_hint"); error: row.errors.day ?? row.at.scanning.form.errors.day ?? ""; onEdited: text => row.papers.say("day", text); onAccepted: row.act() }
        FieldError { objectName: row.objectName + ".general"; visible: row.open && text !== ""; Layout.fillWidth: true; text: row.papers.accepting.general }
        Button { objectName: row.objectName + ".do"; visible: row.open && (row.how !== "scanned" || row.found); Layout.preferredHeight: Theme.primary; kind: "primary"; glyph: row.how === "signed" ? "sign" : "check"; text: row.how === "signed" ? qsTr("ink.here") : row.how === "scanned" ? qsTr("attachments.keep") : qsTr("groups_ui.accepted"); Accessible.name: text + ": " + row.name; onClicked: row.act() }
    }
}
