// After the sessions: who waits for what, the team's own round, and the report; one of them shown.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../home" as At

Item {
    id: page

    required property Shell shell
    readonly property Home home: shell.home
    readonly property IntegrationView desk: home.integration as IntegrationView
    property string part: "desk"

    Roomy {
        anchors.fill: parent
        spacing: Theme.gap

        At.SectionHead { objectName: "desk"; Layout.fillWidth: true; title: qsTr("desk.title"); about: page.part === "desk" && page.desk ? page.desk.about : "" }

        Segmented {
            objectName: "desk.tab"
            options: [{ key: "desk", text: qsTr("desk.tab") }, { key: "debrief", text: qsTr("debrief.tab") }, { key: "report", text: qsTr("report.tab") }, { key: "wishes", text: qsTr("wishes.tab") }]
            current: page.part
            label: qsTr("desk.title")
            onPicked: key => page.part = key
        }

        FieldError { objectName: "desk.error"; Layout.fillWidth: true; text: page.desk ? page.desk.form.general : "" }

        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 150 * Theme.factor
            active: page.desk !== null
            sourceComponent: page.part === "debrief" ? debrief : page.part === "report" ? report : page.part === "wishes" ? wishes : waiting
        }
    }

    Component {
        id: waiting

        ScrollList {
            objectName: "desk.list"
            model: page.desk.rows

            delegate: WaitingRow { width: ListView.view.width; onClicked: page.desk.show(session, person) }
        }
    }

    Component { id: debrief; DebriefList { debrief: page.desk.debrief } }
    Component { id: wishes; WishesPart { wishes: page.desk.wishes } }
    Component { id: report; ReportPart { report: page.desk.report } }

    AfterSheet { objectName: "after"; parent: page.parent.parent.parent; page: page.desk ? page.desk.page : null; shell: page.shell; onCourse: person => page.home.show_course(person) }
    ReadSheet { objectName: "read"; z: 21; parent: page.parent.parent.parent; received: page.desk ? page.desk.page.reading.received : null }
    DebriefSheet { objectName: "round"; parent: page.parent.parent.parent; debrief: page.desk ? page.desk.debrief : null }
}
