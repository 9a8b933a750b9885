// Disclosures of risk: that there are some and whose they are; their words only for who may read them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: section

    required property RiskPanel risks

    spacing: 8

    Repeater {
        model: section.risks.disclosures

        ColumnLayout {
            id: risk

            required property string key
            required property string about
            required property bool open
            required property string told
            required property string answer

            Layout.fillWidth: true
            spacing: 6

            RowLayout {
                spacing: 10

                Glyph { glyphName: risk.open ? "attention" : "check"; color: risk.open ? Theme.attention : Theme.settled }
                Say { objectName: "risk.about"; Layout.fillWidth: true; wrapMode: Text.Wrap; text: risk.about }
            }
            Say { objectName: "risk.text"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; text: risk.told }
            Field {
                id: words

                objectName: "risk.answer"
                visible: risk.open && risk.told !== ""
                Layout.fillWidth: true
                hint: qsTr("risk_ui.answer_hint")
                input.Accessible.name: qsTr("risk_ui.answer_hint")
                text: risk.answer
                onEdited: text => section.risks.type_answer(risk.key, text)
                onAccepted: section.risks.answer(risk.key, text)
            }
            Button {
                objectName: "risk.answered"
                visible: words.visible
                Layout.fillWidth: true
                text: qsTr("risk_ui.answered")
                onClicked: section.risks.answer(risk.key, words.text)
            }
        }
    }

    Refused { Layout.fillWidth: true; text: section.risks.refusal }
    Button { objectName: "risk.new"; visible: !section.risks.writing; Layout.fillWidth: true; glyph: "warning"; text: qsTr("risk_ui.new"); onClicked: section.risks.begin() }

    ColumnLayout {
        visible: section.risks.writing
        spacing: 8

        Opening {}
        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("risk_ui.who_reads") }
        NoteField { objectName: "risk.words"; Layout.fillWidth: true; boxHeight: 110; hint: qsTr("risk_ui.words"); text: section.risks.text; onEdited: text => section.risks.type(text) }
        Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("risk_ui.owner") }
        Chips { objectName: "risk.owner"; Layout.fillWidth: true; options: section.risks.owners; current: section.risks.owner; onPicked: key => section.risks.give_to(key) }
        RowLayout {
            spacing: 8

            Button { objectName: "risk.back"; kind: "round"; glyph: "close"; text: qsTr("room_ui.back"); onClicked: section.risks.stop() }
            Button { objectName: "risk.save"; Layout.fillWidth: true; kind: "primary"; text: qsTr("room_ui.record_it"); onClicked: section.risks.save() }
        }
    }
}
