// The team's round: what it goes through on the left, what was said of it and a field for more on the right.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    property DebriefView debrief: null

    open: debrief !== null && debrief.open
    title: debrief ? debrief.title : ""
    sheetWidth: 1100
    tall: true
    onClosed: debrief.close()

    Connections {
        target: sheet.debrief

        function onOpened() { field.text = sheet.debrief.typed }
    }

    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("debrief.stays") }

    Segmented { objectName: "debrief.topic"; options: sheet.debrief ? sheet.debrief.topics : []; current: sheet.debrief ? sheet.debrief.topic : ""; label: sheet.title; onPicked: key => sheet.debrief.turn(key) }

    NoteField { id: field; objectName: "debrief.text"; Layout.fillWidth: true; boxHeight: 110; hint: qsTr("debrief.hint"); error: sheet.debrief ? sheet.debrief.form.errors.text ?? "" : ""; onEdited: text => sheet.debrief.type(text); onFinished: sheet.debrief.say() }
    FieldError { objectName: "debrief.warning"; Layout.fillWidth: true; text: sheet.debrief ? sheet.debrief.warning : "" }
    Button { objectName: "debrief.say"; kind: "primary"; glyph: "plus"; text: qsTr("debrief.say"); onClicked: sheet.debrief.say() }
    FieldError { objectName: "debrief.general"; Layout.fillWidth: true; text: sheet.debrief ? sheet.debrief.form.general : "" }

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8

        ColumnLayout {
            id: column

            width: parent.width - 12
            spacing: 8

            Repeater {
                model: sheet.debrief ? sheet.debrief.topics : []

                ColumnLayout {
                    id: topic

                    required property var modelData

                    visible: modelData.said.length > 0
                    Layout.fillWidth: true
                    spacing: 6

                    Say { Layout.topMargin: Theme.near; kind: "strong"; text: topic.modelData.text }

                    Repeater {
                        model: topic.modelData.said

                        ColumnLayout {
                            id: row

                            required property var modelData
                            required property int index

                            Layout.fillWidth: true
                            spacing: 2

                            Say { objectName: "debrief.said." + topic.modelData.key + "." + row.index; Layout.fillWidth: true; text: row.modelData.text; wrapMode: Text.Wrap; lineHeight: 1.2 }
                            Say { Layout.fillWidth: true; kind: "caption"; text: row.modelData.by }
                        }
                    }
                }
            }
        }
    }
}
