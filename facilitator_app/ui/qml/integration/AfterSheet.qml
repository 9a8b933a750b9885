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
    readonly property bool slim: width < 800 * Theme.factor // what stands comes below what is done
    signal course(string person)
    onClosed: page.close()

    Say { objectName: "after.about"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.page ? sheet.page.about : "" }

    GridLayout {
        columns: sheet.slim ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.near

        Segmented { objectName: "after.part"; options: sheet.page ? sheet.page.reading.parts : []; current: sheet.page ? sheet.page.part : ""; label: sheet.title; onPicked: key => sheet.page.turn(key) }
        Item { visible: !sheet.slim; Layout.fillWidth: true }
        Button { objectName: "after.course"; visible: sheet.page?.reading.reads_courses ?? false; glyph: "review"; text: qsTr("course.open"); onClicked: sheet.course(sheet.page.person) }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: sheet.slim ? 1 : 2
        columnSpacing: Theme.pad
        rowSpacing: Theme.pad

        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: sheet.slim ? (item as Flickable)?.contentHeight ?? 0 : 0
            active: sheet.open
            sourceComponent: sheet.page && sheet.page.part === "book" ? booking : sheet.page && sheet.page.part === "visit" ? visit : waits
        }

        ColumnLayout {
            Layout.preferredWidth: 250 * Theme.factor
            Layout.maximumWidth: sheet.slim ? -1 : Layout.preferredWidth
            Layout.fillWidth: sheet.slim
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Repeater {
                model: sheet.page ? sheet.page.facts : []

                ColumnLayout {
                    id: fact

                    required property var modelData

                    Layout.fillWidth: true
                    spacing: 2

                    Say { Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: fact.modelData.name }
                    Say { objectName: "after.fact." + fact.modelData.key; Layout.fillWidth: true; text: fact.modelData.text; wrapMode: Text.Wrap }
                }
            }

            Say { visible: left.count > 0; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: qsTr("handover.fact_released") }

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
