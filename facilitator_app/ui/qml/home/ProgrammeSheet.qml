// One programme: what it is and says, whose plan is signed, and the starting plans to choose from, each with its source.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Programmes programmes
    required property ProgrammeFiles files
    required property string signer
    readonly property var shown: programmes.shown
    property int picked: -1

    signal begins(string key) // what its sessions begin with

    open: shown.key !== undefined
    title: shown.name ?? ""
    sheetWidth: 960
    tall: true
    onOpenChanged: picked = -1
    onClosed: programmes.look("")
    actions: [
        Button { objectName: "programme.write"; visible: sheet.picked >= 0; enabled: sheet.programmes.may_sign || sheet.programmes.may_set; text: qsTr("plan_draft.write"); onClicked: sheet.programmes.write(sheet.picked) },
        Button { objectName: "programme.cancel"; text: qsTr("ui.close"); onClicked: sheet.closed() },
        Button { objectName: "programme.sign"; kind: "primary"; glyph: "sign"; enabled: sheet.picked >= 0 && sheet.programmes.may_sign; text: qsTr("ui.programmes.sign_as").arg(sheet.signer); onClicked: sheet.programmes.sign(sheet.picked) }
    ]

    Connections {
        target: sheet.programmes.form

        function onDone() { sheet.picked = -1; page.beginWith(plan) } // to where it says who signed
    }

    Scroller {
        id: page

        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight

        function beginWith(item: Item) {
            show(Qt.rect(0, Math.min(item.y - 12, contentHeight - height), 1, height));
        }

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            Say { Layout.fillWidth: true; text: sheet.shown.note ?? ""; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Say { Layout.fillWidth: true; kind: "caption"; text: sheet.shown.source ?? ""; wrapMode: Text.Wrap }
            Say { objectName: "programme.unset"; visible: text !== ""; Layout.fillWidth: true; color: Theme.soon; text: sheet.shown.unset ?? ""; wrapMode: Text.Wrap }

            Flow { // what lies further down, and the way to it
                Layout.fillWidth: true
                spacing: 10

                Button { objectName: "programme.to_plan"; glyph: "arrow-down"; text: qsTr("ui.programmes.plan"); onClicked: page.beginWith(plan) }
                Button { objectName: "programme.to_plans"; glyph: "arrow-down"; text: qsTr("ui.programmes.starting_plans"); onClicked: page.beginWith(starting) }
            }

            Repeater {
                model: sheet.shown.facts ?? []

                Say { required property string modelData; required property int index; objectName: "programme.fact." + index; Layout.fillWidth: true; text: modelData; color: Theme.mid; wrapMode: Text.Wrap }
            }

            Flow {
                Layout.fillWidth: true
                spacing: 10

                Button { objectName: "programme.edit"; enabled: sheet.programmes.may_set; glyph: "settings"; text: qsTr("programme_draft.change"); onClicked: sheet.programmes.change(false) }
                Button { objectName: "programme.new"; enabled: sheet.programmes.may_set; glyph: "plus"; text: qsTr("programme_draft.begin"); onClicked: sheet.programmes.change(true) }
                Button { objectName: "programme.words"; enabled: sheet.programmes.may_set; glyph: "seen"; text: qsTr("words.edit"); onClicked: sheet.programmes.edit_words() }
                Button { objectName: "programme.take_texts"; width: Math.min(implicitWidth, parent.width); visible: text !== ""; enabled: sheet.programmes.may_set && !sheet.programmes.taking.busy; glyph: "check"; text: sheet.shown.elsewhere ?? ""; onClicked: sheet.programmes.take_texts() }
                Button { objectName: "programme.begins"; glyph: "leave"; text: qsTr("begins.title"); onClicked: sheet.begins(sheet.shown.key) }
                Button { objectName: "programme.save"; glyph: "export"; text: qsTr("programme_ui.save"); onClicked: sheet.files.save(sheet.shown.key) }
            }

            Say { objectName: "programme.saved"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.files.said; wrapMode: Text.Wrap }

            Say { id: plan; Layout.topMargin: 12; Layout.fillWidth: true; wrapMode: Text.Wrap; kind: "title"; text: qsTr("ui.programmes.plan") }
            Say { id: signature; objectName: "programme.signed_by"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: sheet.shown.signed_by ?? ""; wrapMode: Text.Wrap }

            Repeater {
                model: sheet.shown.lines ?? []

                Say { required property string modelData; Layout.fillWidth: true; text: "·  " + modelData; color: Theme.mid; wrapMode: Text.Wrap }
            }

            Say { objectName: "programme.plan_source"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.shown.plan_source ?? ""; wrapMode: Text.Wrap }
            Button { objectName: "programme.change"; visible: signature.visible; enabled: sheet.programmes.may_sign || sheet.programmes.may_set; text: qsTr("plan_draft.change"); onClicked: sheet.programmes.write(-1) }
            Say { id: starting; Layout.topMargin: 12; Layout.fillWidth: true; wrapMode: Text.Wrap; kind: "title"; text: qsTr("ui.programmes.starting_plans") }
            Say { Layout.fillWidth: true; kind: "caption"; text: sheet.programmes.may_sign ? qsTr("ui.programmes.choose") : qsTr("ui.programmes.not_yours"); wrapMode: Text.Wrap }

            Repeater {
                model: sheet.programmes.plans

                Choice {
                    required property var modelData
                    required property int index

                    objectName: "programme.plan." + index
                    Layout.fillWidth: true
                    text: modelData.name
                    note: modelData.lines.join("\n") + "\n" + modelData.source
                    chosen: sheet.picked === index
                    onClicked: sheet.picked = index
                }
            }
        }
    }

    FieldError { objectName: "programme.error"; Layout.fillWidth: true; text: sheet.programmes.form.general !== "" ? sheet.programmes.form.general : sheet.programmes.taking.general }
}
