// A handoff as its receiver reads it: what was released to them, and that it came.  Nothing in it can be changed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    property ReceivedView received: null

    open: received?.open ?? false
    title: received?.title ?? ""
    sheetWidth: 960
    tall: true
    onClosed: received.close()

    Say { objectName: "read.about"; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: sheet.received?.about ?? "" }
    Say { objectName: "read.signed"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: (sheet.received?.signed ?? []).join("\n") }
    Say { objectName: "read.became"; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: sheet.received?.became ?? "" }

    Scroller {
        id: scroller

        objectName: "read.page"
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: column.implicitHeight + 8
        activeFocusOnTab: true
        Keys.onDownPressed: contentY = Math.min(contentY + 80, Math.max(0, contentHeight - height))
        Keys.onUpPressed: contentY = Math.max(contentY - 80, 0)
        Accessible.role: Accessible.Pane
        Accessible.name: sheet.title

        ColumnLayout {
            id: column

            width: parent.width - 16
            spacing: Theme.gap

            Say { objectName: "read.heading"; Layout.fillWidth: true; kind: "strong"; figures: true; wrapMode: Text.Wrap; text: sheet.received?.heading ?? "" }

            Repeater { // of a corrected one
                model: sheet.received?.changes ?? []

                Say { required property string modelData; required property int index; objectName: "read.change." + index; Layout.fillWidth: true; wrapMode: Text.Wrap; figures: true; color: Theme.soon; text: (index === 0 ? qsTr("release.corrects") + "\n" : "") + "· " + modelData }
            }

            Repeater {
                model: sheet.received?.passages ?? []

                ColumnLayout {
                    id: passage

                    required property var modelData

                    Layout.fillWidth: true
                    Layout.maximumWidth: Theme.readable * 1.3
                    spacing: 4

                    Say { Layout.fillWidth: true; kind: "caption"; text: passage.modelData.title; Accessible.role: Accessible.Heading }
                    Say { objectName: "read.text." + passage.modelData.key; Layout.fillWidth: true; figures: true; lineHeight: 1.2; wrapMode: Text.Wrap; text: passage.modelData.text }
                }
            }
        }
    }

    FieldError { objectName: "read.error"; Layout.fillWidth: true; text: sheet.received?.form.general ?? "" }

    actions: [
        Say { objectName: "read.came"; visible: text !== ""; figures: true; color: Theme.settled; text: sheet.received?.came ?? "" },
        Button { objectName: "read.say"; visible: (sheet.received?.came ?? "") === ""; enabled: sheet.received?.may_say ?? false; kind: "primary"; glyph: "check"; text: qsTr("handover.read_it_all"); onClicked: sheet.received.say_it_came() }
    ]
}
