// One person after one session: what stands, and of it what waits, the booking, or the visit.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    property AfterPage page: null
    required property Shell shell

    open: page !== null && page.open
    title: page ? page.title : ""
    sheetWidth: 1160
    tall: true
    signal course(string person)
    onClosed: page.close()

    Say { objectName: "after.about"; Layout.fillWidth: true; kind: "caption"; text: sheet.page ? sheet.page.about : "" }

    RowLayout {
        spacing: Theme.gap

        Segmented { objectName: "after.part"; options: sheet.page ? sheet.page.reading.parts : []; current: sheet.page ? sheet.page.part : ""; label: sheet.title; onPicked: key => sheet.page.turn(key) }
        Item { Layout.fillWidth: true }
        Button { objectName: "after.course"; visible: sheet.page?.reading.reads_courses ?? false; glyph: "review"; text: qsTr("course.open"); onClicked: sheet.course(sheet.page.person) }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.pad

        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            active: sheet.open
            sourceComponent: sheet.page && sheet.page.part === "book" ? booking : sheet.page && sheet.page.part === "visit" ? visit : waits
        }

        ColumnLayout {
            Layout.preferredWidth: 250
            Layout.maximumWidth: 250
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Repeater {
                model: sheet.page ? sheet.page.facts : []

                ColumnLayout {
                    id: fact

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 2

                    Say { Layout.fillWidth: true; kind: "caption"; text: fact.modelData.name }
                    Say { objectName: "after.fact." + fact.modelData.key; Layout.fillWidth: true; text: fact.modelData.text; wrapMode: Text.Wrap }
                }
            }

            Say { visible: left.count > 0; Layout.fillWidth: true; kind: "caption"; text: qsTr("handover.fact_released") }

            Repeater {
                id: left

                model: sheet.page ? sheet.page.reading.releases : []

                ColumnLayout {
                    id: gone

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 4

                    Say { objectName: "after.released." + gone.modelData.key; Layout.fillWidth: true; figures: true; text: gone.modelData.text; wrapMode: Text.Wrap }
                    Button { objectName: "after.read." + gone.modelData.key; visible: gone.modelData.mine === "yes"; Layout.fillWidth: true; glyph: "review"; text: qsTr("handover.read"); onClicked: sheet.page.reading.read(gone.modelData.key) }
                }
            }
        }
    }

    Component { id: waits; WaitsPart { page: sheet.page; shell: sheet.shell } }
    Component { id: booking; BookPart { booking: sheet.page.booking } }
    Component { id: visit; VisitPart { visit: sheet.page.visit } }
}
