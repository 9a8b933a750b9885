// The handoff: the way to it while it is not released; afterwards who says that it came, and how.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: receipt

    required property AfterPage page
    required property Shell shell
    required property bool released
    property string how: "telephone"

    spacing: Theme.gap

    Button { objectName: "receipt.open"; visible: !receipt.released && receipt.page.reading.reads_sessions; kind: "primary"; glyph: "write"; text: qsTr("desk.open_packet"); onClicked: receipt.shell.enter(receipt.page.session, "handoff") }
    Say { objectName: "receipt.no_reason"; visible: !receipt.released && !receipt.page.reading.reads_sessions; Layout.fillWidth: true; color: Theme.mid; wrapMode: Text.Wrap; text: qsTr("handover.no_reason") }
    Field { id: by; objectName: "receipt.by"; visible: receipt.released; Layout.fillWidth: true; label: qsTr("desk.received_by"); text: receipt.page.values.by ?? ""; error: receipt.page.form.errors.by ?? ""; onEdited: text => receipt.page.type("by", text) }
    Segmented { objectName: "receipt.how"; visible: receipt.released; options: receipt.page.ways; current: receipt.how; label: qsTr("desk.received_by"); onPicked: key => receipt.how = key }
    Field { id: note; objectName: "receipt.note"; visible: receipt.released; Layout.fillWidth: true; label: qsTr("desk.received_note"); text: receipt.page.values.received_note ?? ""; onEdited: text => receipt.page.type("received_note", text) }
    Button { objectName: "receipt.came"; visible: receipt.released; kind: "primary"; glyph: "check"; text: qsTr("desk.acknowledge"); onClicked: receipt.page.receive(by.text, receipt.how, note.text) }
}
