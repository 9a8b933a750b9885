// After the sessions: everybody for whom something waits, most pressing first; a touch opens the person's page.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../home"

Item {
    id: page

    required property Shell shell
    readonly property IntegrationView desk: shell.home.integration as IntegrationView

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap

        SectionHead { objectName: "desk"; Layout.fillWidth: true; title: qsTr("desk.title"); about: page.desk ? page.desk.about : "" }
        FieldError { objectName: "desk.error"; Layout.fillWidth: true; text: page.desk ? page.desk.form.general : "" }

        ListView {
            objectName: "desk.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: 8
            boundsBehavior: Flickable.StopAtBounds
            model: page.desk ? page.desk.rows : null

            delegate: WaitingRow { width: ListView.view.width; onClicked: page.desk.show(session, person) }
        }
    }

    AfterSheet { objectName: "after"; parent: page.parent.parent.parent; page: page.desk ? page.desk.page : null; shell: page.shell }
}
