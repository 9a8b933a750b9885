// What can be done about one thing that waits: a contact, a receipt, a signature, or the way to where it is done.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Loader {
    id: acts

    property AfterPage page: null
    property Shell shell: null
    property string act: ""
    property string release: ""

    sourceComponent: act === "contact" ? contact : act === "receipt" || act === "packet" || act === "correction" ? receipt : act === "read" ? read : act === "sign" ? sign : ["risk", "look_again"].includes(act) ? inside : way

    Component { id: contact; ContactActs { page: acts.page } }
    Component { id: receipt; ReceiptActs { page: acts.page; shell: acts.shell; released: acts.act === "receipt" } }

    Component {
        id: read

        RowLayout {
            Button { objectName: "waits.read"; kind: "primary"; glyph: "review"; text: qsTr("handover.read"); onClicked: acts.page.reading.read(acts.release) }
        }
    }

    Component {
        id: sign

        ColumnLayout {
            spacing: Theme.near

            Repeater {
                model: acts.page.visit.unsigned

                ColumnLayout {
                    id: visit

                    required property var modelData

                    Layout.fillWidth: true

                    Say { visible: acts.page.reading.reads_courses; Layout.fillWidth: true; text: visit.modelData.whole; wrapMode: Text.Wrap; lineHeight: 1.2 }
                    Say { visible: !visit.modelData.mine; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("desk.not_yours").arg(visit.modelData.by) }
                    Button { objectName: "waits.sign"; visible: visit.modelData.mine; kind: "primary"; glyph: "sign"; text: qsTr("desk.sign"); onClicked: acts.page.visit.sign(visit.modelData.key) }
                }
            }

            FieldError { objectName: "waits.sign.error"; Layout.fillWidth: true; text: acts.page.visit.form.general }
        }
    }

    Component {
        id: inside

        ColumnLayout {
            spacing: Theme.near

            Say { Layout.fillWidth: true; color: Theme.mid; text: acts.act === "risk" ? qsTr("desk.risk_where") : qsTr("desk.look_again_where"); wrapMode: Text.Wrap; lineHeight: 1.2 }
            Button { objectName: "waits.review"; visible: acts.page.reading.reads_sessions; glyph: "review"; text: qsTr("desk.open_review"); onClicked: acts.shell.enter(acts.page.session, "review") }
        }
    }

    Component {
        id: way

        RowLayout {
            Button { objectName: "waits.go." + acts.act; kind: "primary"; glyph: acts.act === "book" ? "calendar" : "write"; text: acts.act === "book" ? qsTr("desk.go_book") : qsTr("desk.go_visit"); onClicked: acts.page.turn(acts.act) }
        }
    }
}
